#include "config/describe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/schema.h"
#include "tests/config/region_toml.h"

namespace meridian {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(DescribeTest, EverySettingIsThereDefaultsToo) {
  const auto config = ParseText(kMinimal + kClusterSecret + PeerToml("eu-west-1", 8102));
  ASSERT_TRUE(config) << config.error().message;

  const std::string text = Describe(*config);

  EXPECT_THAT(text, HasSubstr("region.name = \"us-east-1\"\n"));
  EXPECT_THAT(text, HasSubstr("http.listen = \"127.0.0.1:8000\"\n"));
  EXPECT_THAT(text, HasSubstr("storage.shards = 4\n"));
  EXPECT_THAT(text, HasSubstr("peer[0].endpoint = \"http://127.0.0.1:8102\"\n"));
  EXPECT_THAT(text, HasSubstr("log.level = \"info\"\n"));
  for (const ConfigKey& key : ConfigKeys()) {
    EXPECT_THAT(text, HasSubstr("." + std::string(key.name) + " = "));
  }
}

TEST(DescribeTest, SecretsAreOnlySaidToBeThereOrNot) {
  const auto alone = ParseText(kMinimal);
  const auto joined = ParseText(kMinimal + kClusterSecret);
  ASSERT_TRUE(alone && joined);

  EXPECT_THAT(Describe(*alone), HasSubstr("auth.cluster_secret = (none)"));
  EXPECT_THAT(Describe(*joined), HasSubstr("auth.cluster_secret = (secret)"));
  EXPECT_THAT(Describe(*joined), HasSubstr("auth.credential[0].secret_access_key = (secret)"));
  EXPECT_THAT(Describe(*joined), Not(HasSubstr("s3cr3t")));
}

TEST(ValueAsTomlTest, TextIsEscaped) {
  EXPECT_EQ(ValueAsToml(std::string("a\"b\\c\n")), "\"a\\\"b\\\\c\\u000a\"");
  EXPECT_EQ(ValueAsToml(int64_t{-5}), "-5");
}

}  // namespace
}  // namespace meridian
