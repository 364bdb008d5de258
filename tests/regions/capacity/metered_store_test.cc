#include "regions/capacity/metered_store.h"

#include <gtest/gtest.h>

#include "tests/regions/capacity/metered_world.h"

namespace meridian {
namespace {

TEST(MeteredStoreTest, WritesPayForTheLargerOfBeforeAndAfter) {
  MeteredWorld world;

  EXPECT_TRUE(world.Put("a", 3000));
  EXPECT_EQ(world.written(), 3);
  EXPECT_TRUE(world.Put("a", 0));
  EXPECT_EQ(world.written(), 6);
  EXPECT_TRUE(world.Put("a", 0));
  EXPECT_EQ(world.written(), 7);
}

TEST(MeteredStoreTest, AFalseConditionPaysForWhatItLookedAt) {
  MeteredWorld world;
  EXPECT_TRUE(world.Put("a", 3000));

  EXPECT_FALSE(world.Put("a", 0, false));
  EXPECT_EQ(world.written(), 6);
  EXPECT_FALSE(world.Put("absent", 5000, false));
  EXPECT_EQ(world.written(), 7);
}

TEST(MeteredStoreTest, AWriteThatNeverCameToACommitPaysNothing) {
  MeteredWorld world;
  world.store.Fail(Error{Errc::kThrottled, "full"});

  EXPECT_FALSE(world.Put("a", 3000));

  EXPECT_EQ(world.written(), 0);
}

TEST(MeteredStoreTest, AnEmptyBucketRefusesBeforeAnythingIsWritten) {
  MeteredWorld world;
  EXPECT_TRUE(world.Put("big", 350'000));

  const Status refused = world.Put("a", 0);

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kThroughputExceeded);
  EXPECT_EQ(world.store.size(*world.table), 1u);
  world.clock.Advance(std::chrono::seconds(60));
  EXPECT_TRUE(world.Put("a", 0));
}

TEST(MeteredStoreTest, ReadingAndWritingAreApart) {
  MeteredWorld world;
  EXPECT_TRUE(world.Put("big", 350'000));
  EXPECT_FALSE(world.Put("a", 0));

  EXPECT_TRUE(world.metered.Get(*world.table, world.KeyOf("a")));
}

TEST(MeteredStoreTest, ReadsPayByConsistencyAndForWhatIsNotThere) {
  MeteredWorld world;
  EXPECT_TRUE(world.Put("a", 5000));

  EXPECT_TRUE(world.metered.Get(*world.table, world.KeyOf("a")));
  EXPECT_EQ(world.read(), 2);
  EXPECT_TRUE(StoreFor(world.metered, false).Get(*world.table, world.KeyOf("a")));
  EXPECT_EQ(world.read(), 3);
  EXPECT_TRUE(StoreFor(world.metered, false).Get(*world.table, world.KeyOf("absent")));
  EXPECT_EQ(world.read(), 3.5);
}

TEST(MeteredStoreTest, AStoreThatIsNotMeteredServesReadsOfAllKinds) {
  MeteredWorld world;

  EXPECT_EQ(&StoreFor(world.store, false), &world.store);
  EXPECT_EQ(&StoreFor(world.metered, true), &world.metered);
}

TEST(MeteredStoreTest, AWalkPaysOnceForAllThatItExamined) {
  MeteredWorld world;
  for (const char* key : {"a", "b", "c"}) EXPECT_TRUE(world.Put(key, 3000));

  {
    const auto cursor = world.metered.Scan(*world.table, 0, kSlotCount - 1, std::nullopt);
    for (; cursor->Valid(); cursor->Next()) EXPECT_TRUE(cursor->Read());
  }
  EXPECT_EQ(world.read(), 3) << "9,000 bytes and a little, rounded once";
  StoreFor(world.metered, false)
      .Query(*world.table, world.KeyOf("absent"), {}, true, std::nullopt)
      .reset();
  EXPECT_EQ(world.read(), 3.5);
}

TEST(MeteredStoreTest, AWalkThatIsRefusedShowsNothingButWhy) {
  MeteredWorld world;
  EXPECT_TRUE(world.Put("a", 0));
  for (int i = 0; i < 300; ++i) EXPECT_TRUE(world.metered.Get(*world.table, world.KeyOf("a")));

  const auto cursor = world.metered.Scan(*world.table, 0, kSlotCount - 1, std::nullopt);

  EXPECT_FALSE(cursor->Valid());
  ASSERT_FALSE(cursor->status());
  EXPECT_EQ(cursor->status().error().code, Errc::kThroughputExceeded);
}

TEST(MeteredStoreTest, OnDemandIsCountedAndNeverRefused) {
  MeteredWorld world;
  world.Bill({BillingMode::kPayPerRequest, 0, 0, 1});

  for (int i = 0; i < 5; ++i) EXPECT_TRUE(world.Put("big", 350'000));

  EXPECT_EQ(world.written(), 5 * 342);
}

}  // namespace
}  // namespace meridian
