#include "config/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/region_toml.h"

namespace meridian {
namespace {

using testing::HasSubstr;

const std::string kWithSecret = kMinimal + kClusterSecret;  // 11 lines.

TEST(RulesTest, PeersOfOneNameAreRefused) {
  EXPECT_EQ(FaultsOf(kWithSecret + PeerToml("eu-west-1", 1) + PeerToml("eu-west-1", 2)),
            "region.toml:17: peer.name: \"eu-west-1\" is already on line 13, must be another");
}

TEST(RulesTest, PeersOfOneEndpointAreRefused) {
  EXPECT_THAT(FaultsOf(kWithSecret + PeerToml("eu-west-1", 1) + PeerToml("ap-south-1", 1)),
              HasSubstr("region.toml:18: peer.endpoint: \"http://127.0.0.1:1\" is already on"));
}

TEST(RulesTest, APeerOfTheRegionsOwnNameIsRefused) {
  EXPECT_EQ(FaultsOf(kWithSecret + PeerToml("us-east-1", 1)),
            "region.toml:13: peer.name: \"us-east-1\" is this region itself (region.name), must be "
            "another");
}

TEST(RulesTest, APeerWithoutAClusterSecretIsRefused) {
  EXPECT_THAT(FaultsOf(kMinimal + PeerToml("eu-west-1", 1)),
              HasSubstr("auth.cluster_secret: is missing although there is a [[peer]]"));
}

TEST(RulesTest, AMalformedClusterSecretIsNotAlsoMissing) {
  EXPECT_EQ(FaultsOf(kMinimal + PeerToml("eu-west-1", 1) + "[auth]\ncluster_secret = 1\n"),
            "region.toml:15: auth.cluster_secret: is an integer, must be text, not empty, without "
            "control characters");
}

TEST(RulesTest, CredentialsOfOneAccessKeyIdAreRefused) {
  EXPECT_EQ(FaultsOf(kMinimal + "[[auth.credential]]\naccess_key_id = \"MERIDIAN1\"\n"
                                "secret_access_key = \"other\"\n"),
            "region.toml:11: auth.credential.access_key_id: \"MERIDIAN1\" is already on line 7, "
            "must be another");
}

TEST(RulesTest, MoreShardsThanPartitionsAreRefused) {
  EXPECT_THAT(FaultsOf(kMinimal + "[storage]\nshards = 9\npartitions = 8\n"),
              HasSubstr("region.toml:11: storage.shards: 9 are more than the partitions, must be "
                        "at most 8"));
}

TEST(RulesTest, IntervalsThatContradictEachOtherAreRefused) {
  EXPECT_THAT(FaultsOf(kMinimal + "[publisher]\nbackoff_min_ms = 3000\n"),
              HasSubstr("region.toml:11: publisher.backoff_min_ms: is too long for "
                        "publisher.backoff_max_ms, must be at most 2000"));
  EXPECT_THAT(FaultsOf(kMinimal + "[replicator]\nheartbeat_ms = 5000\n"),
              HasSubstr("must be at most 4999, or unreachable_after_ms greater"));
}

}  // namespace
}  // namespace meridian
