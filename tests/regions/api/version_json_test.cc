#include "regions/api/version_json.h"

#include "tests/regions/api/meridian_server.h"

namespace meridian {
namespace {

Result<VersionId> Read(std::string text) {
  const auto document = JsonDocument::Parse(text);
  return ReadVersionId(document->root());
}

TEST(VersionJsonTest, ShowsTheNewestSeenWriteOfEachRegion) {
  Version version = MadeBy("us-east-1", 1000);
  version.time = version.time.Next();
  version.seen.Raise(Origin{"eu-west-1", 1}, HybridTime::FromMillis(900), HybridTime{});
  version.seen.Raise(Origin{"eu-west-1", 2}, HybridTime::FromMillis(800), HybridTime{});

  JsonWriter json;
  WriteVersion(version, &json);

  EXPECT_EQ(json.text(), R"({"Time":"1000.1","Origin":"us-east-1/0000000000000007",)"
                         R"("Seen":{"eu-west-1":"900.0","us-east-1":"1000.0"}})");
}

TEST(VersionJsonTest, AStateHasAnItemOrIsDeleted) {
  JsonWriter live;
  JsonWriter dead;
  ASSERT_TRUE(WriteState(StateOf(Version{}, "1", "x"), &live));
  ASSERT_TRUE(WriteState(StateOf(Version{}, "1", std::nullopt), &dead));

  const std::string version = R"("Version":{"Time":"0.0","Origin":"/0000000000000000","Seen":{}})";
  EXPECT_EQ(live.text(), "{" + version + R"(,"Item":{"k":{"S":"1"},"v":{"S":"x"}}})");
  EXPECT_EQ(dead.text(), "{" + version + R"(,"Deleted":true})");
}

TEST(VersionJsonTest, AVersionThatWasShownIsReadBack) {
  const Version version = MadeBy("eu-west-1", 1234);
  JsonWriter json;
  WriteVersion(version, &json);

  const auto read = Read(json.Take());

  ASSERT_TRUE(read);
  EXPECT_EQ(*read, version.id());
}

TEST(VersionJsonTest, RefusesWhatNamesNoWrite) {
  for (const char* text : {R"({})", R"({"Time":"1.0"})", R"({"Origin":"r/1"})",
                           R"({"Time":"1","Origin":"r/1"})", R"({"Time":"1.0","Origin":"r"})",
                           R"({"Time":"1.65536","Origin":"r/1"})", R"({"Time":"","Origin":""})"}) {
    const auto read = Read(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, Errc::kValidation) << text;
  }
  EXPECT_EQ(Read(R"({"Time":1,"Origin":"r/1"})").error().code, Errc::kSerialization);
}

}  // namespace
}  // namespace meridian
