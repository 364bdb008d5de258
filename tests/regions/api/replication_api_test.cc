#include "regions/api/replication_api.h"

#include "tests/regions/api/meridian_server.h"

namespace meridian {
namespace {

LinkInfo LiveLink(std::string source) {
  LinkInfo link;
  link.source = std::move(source);
  link.target = "us-east-1";
  link.state = "LIVE";
  link.lag_millis = 120;
  link.pending_records = 3;
  link.watermark = HybridTime::FromMillis(1000);
  link.applied_records = 40;
  link.conflicts = 2;
  link.quarantined_records = 1;
  return link;
}

TEST(ReplicationApiTest, ListsTheRegionsWithWhatIsKnownOfThem) {
  MeridianServer server;
  server.control.regions = {
      {.name = "us-east-1", .endpoint = "http://127.0.0.1:8000", .incarnation = 0xabc},
      {.name = "eu-west-1",
       .endpoint = "",
       .state = "UNREACHABLE",
       .clock_offset_millis = -20,
       .incarnation = std::nullopt}};

  EXPECT_EQ(server.AskOwn("ListRegions", "{}"),
            R"(200 {"Regions":[{"RegionName":"us-east-1","Endpoint":"http://127.0.0.1:8000",)"
            R"("State":"ACTIVE","ClockOffsetMillis":0.0,"Incarnation":"0000000000000abc"},)"
            R"({"RegionName":"eu-west-1","State":"UNREACHABLE","ClockOffsetMillis":-20.0}]})");
}

TEST(ReplicationApiTest, DescribesTheLinks) {
  MeridianServer server;
  server.control.links = {LiveLink("ap-south-1"), {}};
  server.control.links[1].source = "eu-west-1";
  server.control.links[1].target = "us-east-1";
  server.control.links[1].state = "CONNECTING";
  server.control.links[1].cause = "No heartbeat";

  EXPECT_EQ(
      server.AskOwn("DescribeReplication", "{}"),
      R"(200 {"Links":[{"SourceRegion":"ap-south-1","TargetRegion":"us-east-1","State":"LIVE",)"
      R"("LagMillis":120,"PendingRecords":3,"Watermark":"1000.0","AppliedRecords":40,)"
      R"("Conflicts":2,"QuarantinedRecords":1},)"
      R"({"SourceRegion":"eu-west-1","TargetRegion":"us-east-1","State":"CONNECTING",)"
      R"("Cause":"No heartbeat","PendingRecords":0,"AppliedRecords":0,)"
      R"("Conflicts":0,"QuarantinedRecords":0}]})");
  EXPECT_EQ(server.control.asked_table, std::nullopt);
}

TEST(ReplicationApiTest, DescribesATableThatIsStillBeingFilled) {
  MeridianServer server;
  server.catalog.SetStatus("t", ReplicaStatus::kCreating);
  server.control.links = {LiveLink("eu-west-1")};
  server.control.table_info.backfill_percent = 40;
  server.control.table_info.backfill_source = "eu-west-1";
  server.control.table_info.backfill_cause = "The source does not answer";

  EXPECT_EQ(server.AskOwn("DescribeReplication", R"({"TableName":"t"})"),
            R"(200 {"Links":[{"SourceRegion":"eu-west-1","TargetRegion":"us-east-1",)"
            R"("State":"LIVE","Cause":"The source does not answer","LagMillis":120,)"
            R"("Watermark":"1000.0","AppliedRecords":40,"Conflicts":2,"QuarantinedRecords":1,)"
            R"("Paused":false,"BackfillPercent":40.0}]})");
  EXPECT_EQ(server.control.asked_table, server.table()->id);
}

TEST(ReplicationApiTest, PausesAndResumesALink) {
  MeridianServer server;
  server.control.links = {LiveLink("ap-south-1"), LiveLink("eu-west-1")};

  const std::string paused = server.AskOwn("PauseReplication", R"({"SourceRegion":"eu-west-1"})");
  EXPECT_TRUE(paused.starts_with(
      R"(200 {"Link":{"SourceRegion":"eu-west-1","TargetRegion":"us-east-1","State":"PAUSED",)"))
      << paused;
  EXPECT_EQ(server.control.links[0].state, "LIVE");

  const std::string resumed = server.AskOwn("ResumeReplication", R"({"SourceRegion":"eu-west-1"})");
  EXPECT_TRUE(resumed.starts_with(
      R"(200 {"Link":{"SourceRegion":"eu-west-1","TargetRegion":"us-east-1","State":"CATCHUP",)"))
      << resumed;
}

TEST(ReplicationApiTest, PausesATable) {
  MeridianServer server;
  server.control.links = {LiveLink("eu-west-1")};
  server.control.table_info.held["eu-west-1"] = {.paused = true, .pending_records = 2};

  const std::string reply =
      server.AskOwn("PauseReplication", R"({"SourceRegion":"eu-west-1","TableName":"u"})");

  EXPECT_EQ(server.control.asked_table, server.table("u")->id);
  EXPECT_NE(reply.find(R"("PendingRecords":2)"), std::string::npos) << reply;
  EXPECT_NE(reply.find(R"("Paused":true)"), std::string::npos) << reply;
}

TEST(ReplicationApiTest, RefusesLinksAndTablesThatAreNotThere) {
  MeridianServer server;

  EXPECT_EQ(server.AskOwn("PauseReplication", R"({"SourceRegion":"mars"})"),
            NotFound("There is no link from a region mars"));
  EXPECT_EQ(server.AskOwn("PauseReplication", "{}"),
            Invalid("1 validation error detected: Value null at 'sourceRegion' failed to satisfy "
                    "constraint: Member must not be null"));
  EXPECT_EQ(server.AskOwn("DescribeReplication", R"({"TableName":"no"})"),
            NotFound("Requested resource not found: Table: no not found"));
  EXPECT_EQ(server.AskOwn("VerifyTable", R"({"TableName":"no"})"),
            NotFound("Requested resource not found"));
}

TEST(ReplicationApiTest, VerifiesATable) {
  MeridianServer server;
  server.control.verification = TableVerification{
      .consistent = false,
      .partitions = {{"eu-west-1", Partition{0}, 3, "aa"}, {"us-east-1", Partition{0}, 4, "bb"}},
      .differences = {{Partition{0}, 16, 31, {"eu-west-1", "us-east-1"}}}};

  EXPECT_EQ(server.AskOwn("VerifyTable", R"({"TableName":"t"})"),
            R"(200 {"Consistent":false,"Partitions":[)"
            R"({"RegionName":"eu-west-1","Partition":0,"ItemCount":3,"Digest":"aa"},)"
            R"({"RegionName":"us-east-1","Partition":0,"ItemCount":4,"Digest":"bb"}],)"
            R"("DifferingRanges":[{"Partition":0,"FirstSlot":16,"LastSlot":31,)"
            R"("Regions":["eu-west-1","us-east-1"]}]})");
  EXPECT_EQ(server.control.asked_table, server.table()->id);
}

TEST(ReplicationApiTest, SaysWhyATableCouldNotBeVerified) {
  MeridianServer server;
  server.control.verification = Error{Errc::kUnavailable, "eu-west-1 does not answer"};

  EXPECT_EQ(server.AskOwn("VerifyTable", R"({"TableName":"t"})"),
            R"(503 {"__type":"com.amazon.coral.service#ServiceUnavailableException",)"
            R"("message":"eu-west-1 does not answer"})");
}

TEST(ReplicationApiTest, KnowsItsOtherOperationsButNotYet) {
  MeridianServer server;

  for (const std::string name : {"FailOver", "FenceRegion", "ListQuarantinedRecords", "RepairTable",
                                 "RetryQuarantinedRecord", "UnfenceRegion"}) {
    EXPECT_EQ(server.AskOwn(name, "{}"),
              Invalid("Meridian does not support " + name + " yet. See docs/compatibility.md."));
  }
}

}  // namespace
}  // namespace meridian
