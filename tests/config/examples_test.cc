#include <gtest/gtest.h>

#include <filesystem>

#include "config/load.h"

namespace meridian {
namespace {

const std::string kExamples = std::string(MERIDIAN_SOURCE_DIR) + "/config/examples/";

TEST(ExamplesTest, EachExampleLoads) {
  size_t loaded = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kExamples)) {
    const auto config = Load(entry.path().string());
    EXPECT_TRUE(config) << config.error().message;
    ++loaded;
  }
  EXPECT_GE(loaded, 3u);
}

TEST(ExamplesTest, ThreeRegionsAreARegionAndItsTwoPeers) {
  const auto config = Load(kExamples + "three-regions.toml");

  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->peers.size(), 2u);
  EXPECT_EQ(config->topics.replication, 3);
}

TEST(ExamplesTest, TheFullExampleHasTheDefaults) {
  const auto full = Load(kExamples + "full.toml");

  ASSERT_TRUE(full) << full.error().message;
  const Config defaults;
  EXPECT_EQ(full->http.idle_timeout, defaults.http.idle_timeout);
  EXPECT_EQ(full->storage.backlog_bytes_max, defaults.storage.backlog_bytes_max);
  EXPECT_EQ(full->replicator.verify_attempts, defaults.replicator.verify_attempts);
}

}  // namespace
}  // namespace meridian
