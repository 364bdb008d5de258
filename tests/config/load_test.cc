#include "config/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/region_toml.h"

namespace meridian {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

TEST(LoadTest, AMinimalFileHasTheModulesOwnDefaults) {
  const auto config = ParseText(kMinimal);

  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->storage.name, "us-east-1");
  EXPECT_EQ(config->storage.data_dir, "data");
  EXPECT_EQ(config->kafka.bootstrap, "127.0.0.1:9092");
  EXPECT_EQ(config->http.address, "127.0.0.1");
  EXPECT_EQ(config->http.port, 8000);
  EXPECT_EQ(config->http.body_timeout, HttpOptions().body_timeout);
  EXPECT_EQ(config->storage.log_timeout, Region::Options().log_timeout);
  EXPECT_EQ(config->storage.partitions, 16);
  EXPECT_EQ(config->topics.replication, 1);
  EXPECT_EQ(config->without_log, WithoutLog::kWait);
  EXPECT_EQ(config->log_level, LogLevel::kInfo);
  EXPECT_EQ(config->signature_window, std::chrono::seconds(900));
  EXPECT_TRUE(config->peers.empty());
  ASSERT_EQ(config->credentials.size(), 1u);
  EXPECT_EQ(config->credentials[0].secret_access_key, "s3cr3t-of-a-key");
}

TEST(LoadTest, EachValueReachesItsModule) {
  const auto config = ParseText(kMinimal + kClusterSecret + PeerToml("eu-west-1", 8102) +
                                PeerToml("ap-south-1", 8103) +
                                "[http]\nlisten = \"[::1]:0\"\nthreads = 3\n"
                                "[storage]\nshards = 2\nmemtable_bytes = 1048576\n"
                                "[clock]\nquarantine_ahead_ms = 1000\n"
                                "[start]\nwithout_log = \"go_on\"\n"
                                "[log]\nlevel = \"debug\"\n"
                                "[replicator]\nheartbeat_ms = 50\n"
                                "[publisher]\nin_flight_max = 7\n");

  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->http.address, "::1");
  EXPECT_EQ(config->http.port, 0);
  EXPECT_EQ(config->http.threads, 3);
  EXPECT_EQ(config->storage.shards, 2);
  EXPECT_EQ(config->storage.shard.database.memtable_bytes, 1'048'576u);
  EXPECT_EQ(config->replicator.quarantine_ahead, milliseconds(1000));
  EXPECT_EQ(config->replicator.heartbeat_interval, milliseconds(50));
  EXPECT_EQ(config->without_log, WithoutLog::kGoOn);
  EXPECT_EQ(config->log_level, LogLevel::kDebug);
  EXPECT_EQ(config->publisher.limits.in_flight_max, 7u);
  EXPECT_EQ(config->cluster_secret, "s3cr3t-of-the-cluster");
  ASSERT_EQ(config->peers.size(), 2u);
  EXPECT_EQ(config->peers[1].name, "ap-south-1");
  EXPECT_EQ(config->peers[1].endpoint, "http://127.0.0.1:8103");
}

TEST(LoadTest, ZeroThreadsAndShardsBecomeOneForEachCore) {
  const auto config = ParseText(kMinimal + "[storage]\npartitions = 2\n");

  ASSERT_TRUE(config);
  EXPECT_EQ(config->http.threads, 4);
  EXPECT_EQ(config->storage.shards, 2) << "never more than partitions";
}

TEST(LoadTest, AnEmptyListOfPeersIsNone) { EXPECT_EQ(FaultsOf("peer = []\n" + kMinimal), "right"); }

TEST(LoadTest, AnUnknownKeyIsRefusedWithFileLineKeyAndTheNearestName) {
  EXPECT_EQ(FaultsOf(kMinimal + "[http]\nthread = 4\n"),
            "region.toml:11: http.thread: unknown key, did you mean threads?");
}

TEST(LoadTest, AnUnknownKeyOfAnotherSectionSaysWhere) {
  EXPECT_EQ(FaultsOf(kMinimal + "[clock]\nmemtable_bytes = 1\n"),
            "region.toml:11: clock.memtable_bytes: unknown key, belongs to [storage]");
}

TEST(LoadTest, AnUnknownSectionIsRefusedWithTheNearestName) {
  EXPECT_EQ(FaultsOf(kMinimal + "[storag]\nshards = 1\n"),
            "region.toml:10: storag: unknown section, did you mean storage?");
}

TEST(LoadTest, AKeyAboveTheFirstSectionIsRefused) {
  EXPECT_THAT(FaultsOf("level = \"info\"\n" + kMinimal),
              HasSubstr("region.toml:1: level: stands above the first section, belongs to [log]"));
}

TEST(LoadTest, WrongTypesAreRefused) {
  EXPECT_EQ(FaultsOf(kMinimal + "[http]\nthreads = \"4\"\n"),
            "region.toml:11: http.threads: is text, must be an integer from 0 to 256");
  EXPECT_THAT(FaultsOf(kMinimal + "[http]\nlisten = 8101\n"),
              HasSubstr("region.toml:11: http.listen: is an integer, must be an IP address"));
  EXPECT_THAT(FaultsOf(kMinimal + "[storage]\nlog_timeout_ms = 1.5\n"),
              HasSubstr("is a number with a fraction, must be an integer from 1 to 3600000 (ms)"));
  EXPECT_THAT(FaultsOf(kMinimal + "[log]\nlevel = true\n"), HasSubstr("is a boolean"));
  EXPECT_THAT(FaultsOf(kMinimal + "[log]\nlevel = [\"info\"]\n"), HasSubstr("is a list"));
}

TEST(LoadTest, ValuesOutOfBoundsAreRefused) {
  EXPECT_EQ(FaultsOf(kMinimal + "[storage]\npartitions = 0\n"),
            "region.toml:11: storage.partitions: 0 is out of bounds, must be an integer from 1 to "
            "4096");
  EXPECT_THAT(FaultsOf(kMinimal + "[storage]\npartitions = 65552\n"), HasSubstr("out of bounds"));
}

TEST(LoadTest, AnUnknownChoiceIsRefusedWithTheNames) {
  EXPECT_EQ(FaultsOf(kMinimal + "[start]\nwithout_log = \"goon\"\n"),
            "region.toml:11: start.without_log: \"goon\" is unknown, must be one of \"wait\" "
            "\"go_on\"");
}

TEST(LoadTest, MalformedAddressesAreRefused) {
  EXPECT_THAT(FaultsOf(kMinimal + "[http]\nlisten = \"localhost:8101\"\n"),
              HasSubstr("region.toml:11: http.listen: \"localhost:8101\" is malformed, must be"));
  EXPECT_THAT(FaultsOf(kMinimal + kClusterSecret +
                       "[[peer]]\nname = \"b\"\nendpoint = \"127.0.0.1:1\"\nkafka = \"h\"\n"),
              testing::AllOf(HasSubstr("region.toml:14: peer.endpoint:"),
                             HasSubstr("must be http://host:port"),
                             HasSubstr("region.toml:15: peer.kafka:")));
}

TEST(LoadTest, WhatIsRequiredAndMissingIsNamedWithAnExample) {
  const std::string faults = FaultsOf("[region]\nname = \"us-east-1\"\n");

  EXPECT_THAT(faults, HasSubstr("region.toml:1: region.data_dir: is missing, must be a path: write "
                                "data_dir = \"/var/lib/meridian\" under [region]"));
  EXPECT_THAT(faults, HasSubstr("kafka.bootstrap: is missing"));
  EXPECT_THAT(faults, HasSubstr("auth.credential: is missing"));
}

TEST(LoadTest, AnElementThatLacksAKeyIsNamedByItsLine) {
  EXPECT_THAT(FaultsOf(kMinimal + "[[auth.credential]]\naccess_key_id = \"B\"\n"),
              HasSubstr("region.toml:10: auth.credential.secret_access_key: is missing"));
}

TEST(LoadTest, SectionsAndListsAreNotTakenForEachOther) {
  EXPECT_THAT(FaultsOf(kMinimal + "[peer]\nname = \"b\"\n"), HasSubstr("write [[peer]]"));
  EXPECT_THAT(FaultsOf(kMinimal + "[[http]]\nthreads = 1\n"), HasSubstr("write [http]"));
  EXPECT_THAT(FaultsOf("http = 1\n" + kMinimal), HasSubstr("region.toml:1: http: is a value"));
  EXPECT_THAT(FaultsOf(kMinimal + "[http.listen]\nport = 1\n"),
              HasSubstr("region.toml:10: http.listen: is a section, must be an IP address"));
}

TEST(LoadTest, AllFaultsAreReportedAtOnceInTheFilesOrder) {
  EXPECT_EQ(FaultsOf(kMinimal + "[http]\nthread = 4\nhead_timeout_ms = -1\n[log]\nlevel = 3\n"),
            "region.toml:11: http.thread: unknown key, did you mean threads?\n"
            "region.toml:12: http.head_timeout_ms: -1 is out of bounds, must be an integer from "
            "100 to 3600000 (ms)\n"
            "region.toml:14: log.level: is an integer, must be one of \"debug\" \"info\" \"warn\" "
            "\"error\"");
}

TEST(LoadTest, SecretsAreInNoMessage) {
  EXPECT_THAT(FaultsOf(kMinimal + "[auth]\ncluster_secret = \"hush\\u0001hush\"\n"),
              testing::AllOf(HasSubstr("auth.cluster_secret"), Not(HasSubstr("hush"))));
  EXPECT_THAT(FaultsOf(kMinimal + "[auth]\ncluster_secret = \"hush\"\n"),
              testing::AllOf(HasSubstr("too short"), Not(HasSubstr("hush"))));
  EXPECT_THAT(FaultsOf(kMinimal + "[auth]\ncluster_secret = 7777\n"), Not(HasSubstr("7777")));
  // Not TOML: unquoted, unfinished.
  EXPECT_THAT(FaultsOf(kMinimal + "[auth]\ncluster_secret = hush-hush\n"), Not(HasSubstr("hush")));
  EXPECT_THAT(FaultsOf(kMinimal + "[auth]\ncluster_secret = \"hush-hush\n"),
              Not(HasSubstr("hush")));
  EXPECT_THAT(FaultsOf(kMinimal + "[auth]\ncluster_secret = truehush\n"),
              testing::AllOf(HasSubstr("region.toml:11: not TOML"), Not(HasSubstr("'true"))));
}

TEST(LoadTest, AFileThatIsNotThereIsNamed) {
  const auto config = Load("/nowhere/region.toml");

  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, Errc::kNotFound);
  EXPECT_THAT(config.error().message, HasSubstr("/nowhere/region.toml: cannot be read: No such"));
}

TEST(LoadTest, AFolderIsNotAFile) {
  const auto config = Load(testing::TempDir());

  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, Errc::kNotFound);
}

}  // namespace
}  // namespace meridian
