#include "streams/envelope.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace meridian {
namespace {

const Origin kOrigin{"eu-west-1", 0x0102030405060708};

constexpr char kGoldenPath[] = MERIDIAN_SOURCE_DIR "/tests/golden/log_batch_v1.bin";

LogBatch FullBatch() {
  LogBatch batch;
  batch.origin = kOrigin;
  batch.epoch = 3;
  batch.partition = 7;
  batch.partitions = 16;
  batch.owner_epoch = 4;
  batch.fence_epoch = 5;
  batch.first_sequence = 100;
  batch.last_sequence = 101;
  batch.horizon = HybridTime{1000};
  batch.clock = HybridTime{2000};
  batch.catalog_sequence = 9;
  batch.mac = "mac";
  batch.changes = std::string("frame\0s", 7);
  TableId table;
  table.bytes[0] = 1;
  batch.snapshot = {{.table = table,
                     .name = "replica/eu-west-1",
                     .time = HybridTime{77},
                     .origin = kOrigin,
                     .value = "value"}};
  return batch;
}

Heartbeat FullHeartbeat() {
  Heartbeat heartbeat;
  heartbeat.origin = kOrigin;
  heartbeat.epoch = 2;
  heartbeat.partitions = 2;
  heartbeat.number = 11;
  heartbeat.clock = HybridTime{99};
  heartbeat.sequences = {1, 2, 3};
  heartbeat.sent_at_millis = 1700000000000;
  Heartbeat::Mark& mark = heartbeat.marks.emplace_back();
  mark.origin = kOrigin;
  mark.applied = {4, 5, 6};
  mark.acknowledged = {4, 0, 6};
  heartbeat.offsets_millis["us-east-1"] = -3;
  heartbeat.state = "ACTIVE";
  return heartbeat;
}

TEST(EnvelopeTest, ABatchSurvivesTheTrip) {
  const LogBatch batch = FullBatch();

  const auto decoded = DecodeBatch(EncodeBatch(batch));

  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->origin, batch.origin);
  EXPECT_EQ(decoded->fence_epoch, 5u);
  EXPECT_EQ(decoded->horizon, batch.horizon);
  EXPECT_EQ(decoded->mac, "mac");
  EXPECT_EQ(decoded->changes, batch.changes);
  EXPECT_EQ(decoded->snapshot, batch.snapshot);
  EXPECT_EQ(EncodeBatch(*decoded), EncodeBatch(batch));
}

TEST(EnvelopeTest, AHeartbeatSurvivesTheTrip) {
  const Heartbeat heartbeat = FullHeartbeat();

  const auto decoded = DecodeHeartbeat(EncodeHeartbeat(heartbeat));

  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->sequences, heartbeat.sequences);
  ASSERT_EQ(decoded->marks.size(), 1u);
  EXPECT_EQ(decoded->marks[0].acknowledged, heartbeat.marks[0].acknowledged);
  EXPECT_EQ(decoded->offsets_millis, heartbeat.offsets_millis);
  EXPECT_EQ(EncodeHeartbeat(*decoded), EncodeHeartbeat(heartbeat));
}

TEST(EnvelopeTest, TheFirstReleasesBytesStayReadable) {
  std::ifstream file(kGoldenPath, std::ios::binary);
  const std::string golden((std::istreambuf_iterator<char>(file)), {});
  ASSERT_FALSE(golden.empty());

  EXPECT_EQ(EncodeBatch(FullBatch()), golden);
  EXPECT_EQ(DecodeBatch(golden)->snapshot, FullBatch().snapshot);
}

TEST(EnvelopeTest, EveryDamagedBitIsFound) {
  const std::string sound = EncodeBatch(FullBatch());
  for (size_t bit = 0; bit < 8 * sound.size(); ++bit) {
    std::string damaged = sound;
    damaged[bit / 8] ^= static_cast<char>(1 << bit % 8);

    ASSERT_FALSE(DecodeBatch(damaged)) << bit;
  }
}

TEST(EnvelopeTest, EveryTruncationIsFound) {
  const std::string sound = EncodeBatch(FullBatch());
  for (size_t size = 0; size < sound.size(); ++size) {
    ASSERT_EQ(DecodeBatch(sound.substr(0, size)).error().code, Errc::kCorrupt) << size;
  }
}

TEST(EnvelopeTest, AnUnknownFormatOrFeatureIsUnsupportedNotCorrupt) {
  LogBatch newer = FullBatch();
  newer.format_version = 2;
  EXPECT_EQ(DecodeBatch(EncodeBatch(newer)).error().code, Errc::kUnsupported);

  LogBatch featured = FullBatch();
  featured.required_features = 8;
  const auto refused = DecodeBatch(EncodeBatch(featured));

  EXPECT_EQ(refused.error().code, Errc::kUnsupported);
  EXPECT_THAT(refused.error().message, testing::HasSubstr("8"));
}

TEST(EnvelopeTest, ABatchIsNoHeartbeat) {
  EXPECT_EQ(DecodeHeartbeat(EncodeBatch(FullBatch())).error().code, Errc::kCorrupt);
}

TEST(EnvelopeTest, SequencesThatRunBackwardsAreRefused) {
  LogBatch batch = FullBatch();
  batch.last_sequence = 1;

  EXPECT_EQ(DecodeBatch(EncodeBatch(batch)).error().code, Errc::kCorrupt);
}

}  // namespace
}  // namespace meridian
