#include "streams/topics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(TopicsTest, NamesAreThoseOfTheDesign) {
  EXPECT_EQ(LogTopic("eu-west-1", 3), "meridian.eu-west-1.log.3");
  EXPECT_EQ(HeartbeatTopic("eu-west-1"), "meridian.eu-west-1.heartbeat");
  EXPECT_EQ(ControlTopic("eu-west-1"), "meridian.eu-west-1.control");
  EXPECT_EQ(ConflictsTopic("eu-west-1"), "meridian.eu-west-1.conflicts");
  EXPECT_EQ(StreamTopic("eu-west-1", "Orders", "2026-11-23T08:00:00.000"),
            "meridian.eu-west-1.stream.Orders.2026-11-23T08-00-00.000");
}

TEST(TopicsTest, ATableNameOf192BytesFits) {
  const std::string name =
      StreamTopic("ap-southeast-2", std::string(192, 't'), "2026-11-23T08:00:00.000");

  EXPECT_LE(name.size(), kTopicNameBytesMax);
}

TEST(TopicsTest, AnEpochIsReadBackFromALogTopicOnly) {
  EXPECT_EQ(LogEpochOf(LogTopic("r", 12), "r"), 12u);
  EXPECT_EQ(LogEpochOf(LogTopic("r", 12), "q"), std::nullopt);
  EXPECT_EQ(LogEpochOf("meridian.r.log.012", "r"), std::nullopt);
  EXPECT_EQ(LogEpochOf("meridian.r.log.", "r"), std::nullopt);
  EXPECT_EQ(LogEpochOf("meridian.r.log.1x", "r"), std::nullopt);
}

TEST(TopicsTest, ARegionsTopicsHaveTheRightSettings) {
  const auto topics = RegionTopics("r", 1, 16, {.replication = 3});

  ASSERT_EQ(topics.size(), 4u);
  EXPECT_EQ(topics[0].partitions, 16);
  for (const TopicSpec& topic : topics) {
    EXPECT_EQ(topic.config.at("message.timestamp.type"), "LogAppendTime");
    EXPECT_EQ(topic.config.at("min.insync.replicas"), "2");
    EXPECT_FALSE(topic.config.contains("flush.messages"));
  }
  EXPECT_EQ(topics[2].config.at("retention.ms"), "-1") << "the catalog is kept";
}

TEST(TopicsTest, FlushesTheLogOnlyWhenToldTo) {
  EXPECT_FALSE(RegionTopics("r", 1, 16, {})[0].config.contains("flush.messages"));
  EXPECT_TRUE(RegionTopics("r", 1, 16, {.flush_each = true})[0].config.contains("flush.messages"));
}

}  // namespace
}  // namespace meridian
