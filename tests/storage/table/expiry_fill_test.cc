#include "storage/table/expiry_fill.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/storage/table/expiring_region.h"

namespace meridian {
namespace {

// A region whose fill runs as in a node, over crashes.
class FillingRegion : public ExpiringRegion {
 public:
  explicit FillingRegion(const std::string& name) : ExpiringRegion(name) { Begin(); }

  void Reopen() {
    fill.reset();
    Crash();
    Begin();
    Run();
  }
  bool Settled(const TablePtr& table) {
    return fill->Settled(*catalog->Find(table->name), settings->View()->Of(table->id).time_to_live);
  }

  std::unique_ptr<ExpiryFill> fill;

 private:
  void Begin() {
    fill = std::make_unique<ExpiryFill>(*region, *settings);
    region->catalog().SetListener([this] {
      settings->Refresh();
      fill->Look();
    });
    EXPECT_TRUE(fill->Start());
  }
};

TEST(ExpiryFillTest, EnablingGivesTheItemsThatAreThereTheirRows) {
  FillingRegion region("us-east-1");
  const TablePtr table = region.MakeTable("t");
  for (int i = 0; i < 2500; ++i) {
    ASSERT_TRUE(region.PutExpiring(table, "k" + std::to_string(i), 1'700'000'000 + i));
  }
  ASSERT_TRUE(region.ExpiryRows().empty());
  EXPECT_TRUE(region.Settled(table));

  region.SetTimeToLive(table, true, "expires", false);
  region.Run();

  EXPECT_TRUE(region.Settled(table));
  EXPECT_EQ(region.ExpiryRows().size(), 2500u);
  EXPECT_EQ(region.ExpiryRows(), region.ImpliedRows(table, "expires"));
}

TEST(ExpiryFillTest, DisablingRemovesTheRowsOfThatTableOnly) {
  FillingRegion region("us-east-1");
  const TablePtr table = region.MakeTable("t");
  const TablePtr other = region.MakeTable("u");
  for (const TablePtr& one : {table, other}) {
    region.SetTimeToLive(one, true, "expires");
    for (int i = 0; i < 700; ++i) {
      ASSERT_TRUE(region.PutExpiring(one, "k" + std::to_string(i), 1'700'000'000 + i));
    }
  }

  region.SetTimeToLive(table, false, "expires");

  EXPECT_TRUE(region.Settled(table));
  EXPECT_EQ(region.ExpiryRows(), region.ImpliedRows(other, "expires"));
}

TEST(ExpiryFillTest, AnotherAttributesRowsReplaceThoseOfTheFirst) {
  FillingRegion region("us-east-1");
  const TablePtr table = region.MakeTable("t");
  region.SetTimeToLive(table, true, "expires");
  ASSERT_TRUE(region.PutExpiring(table, "a", 1'700'000'000));
  ASSERT_TRUE(region.PutItem(table, "b", AttributeValue::N(Number::FromInt64(5)), "until"));

  region.SetTimeToLive(table, false, "expires", false);
  region.SetTimeToLive(table, true, "until");

  EXPECT_TRUE(region.Settled(table));
  EXPECT_EQ(region.ExpiryRows(), region.ImpliedRows(table, "until"));
  EXPECT_EQ(region.ExpiryRows().size(), 1u);
}

TEST(ExpiryFillTest, ATableThatIsGoneLeavesNoRows) {
  FillingRegion region("us-east-1");
  const TablePtr table = region.MakeTable("t");
  region.SetTimeToLive(table, true, "expires");
  ASSERT_TRUE(region.PutExpiring(table, "a", 1'900'000'000));
  region.catalog->Update(
      [&](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
        return std::vector<RegisterWrite>{
            {table->id, Replica{ReplicaStatus::kDeleted, "", ""}, region.name}};
      },
      [](Status) {});
  region.Run();

  EXPECT_TRUE(region.ExpiryRows().empty());
  EXPECT_TRUE(region.ProgressRows().empty());
}

// The disk ends in the middle of the work, wherever that is, and the process with it.
TEST(ExpiryFillTest, ACrashAnywhereIsMadeGood) {
  for (int64_t free = 0; free < 60'000; free += 2'500) {
    FillingRegion region("us-east-1");
    const TablePtr table = region.MakeTable("t");
    for (int i = 0; i < 1200; ++i) {
      ASSERT_TRUE(region.PutExpiring(table, "k" + std::to_string(i), 1'700'000'000 + i));
    }
    region.SetTimeToLive(table, true, "expires", false);
    region.disk.SetFreeBytes(free);
    region.Run();
    region.disk.SetFreeBytes(-1);
    region.Reopen();
    if (!region.settings->View()->Of(table->id).time_to_live.enabled) continue;
    ASSERT_TRUE(region.PutExpiring(region.catalog->Find("t"), "new", 1'800'000'000));

    EXPECT_TRUE(region.Settled(table)) << free;
    EXPECT_EQ(region.ExpiryRows(), region.ImpliedRows(table, "expires")) << free;
  }
}

TEST(ExpiryFillTest, WhateverHappensInWhicheverOrderRowsEndAsImplied) {
  for (unsigned seed = 1; seed <= 8; ++seed) {
    std::mt19937 dice(seed);
    FillingRegion region("us-east-1");
    const TablePtr table = region.MakeTable("t", {"eu-west-1"});
    bool enabled = false;
    std::string attribute = "expires";
    for (int i = 0; i < 300; ++i) {
      const std::string key = "k" + std::to_string(dice() % 40);
      const TablePtr now = region.catalog->Find("t");
      const auto die = dice() % 100;
      if (die < 70) {
        ASSERT_TRUE(region.PutItem(now, key, AttributeValue::N(Number::FromInt64(dice() % 9)),
                                   dice() % 3 == 0 ? "until" : "expires"));
      } else if (die < 85) {
        ASSERT_TRUE(region.Delete(now, key));
      } else if (die < 95) {
        enabled = !enabled;
        if (enabled) attribute = dice() % 2 == 0 ? "until" : "expires";
        region.SetTimeToLive(now, enabled, attribute, dice() % 2 == 0);
      } else {
        region.Run();
        region.Reopen();
      }
    }
    region.Run();
    const auto implied = enabled ? region.ImpliedRows(table, attribute) : std::set<std::string>();
    EXPECT_EQ(region.ExpiryRows(), implied) << seed;
    EXPECT_TRUE(region.Settled(table)) << seed;
  }
}

}  // namespace
}  // namespace meridian
