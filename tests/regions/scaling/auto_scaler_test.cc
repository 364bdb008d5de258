#include "regions/scaling/auto_scaler.h"

#include <gtest/gtest.h>

#include "tests/regions/scaling/scaling_fixtures.h"
#include "tests/support/fake_catalog.h"
#include "tests/support/manual_scheduler.h"
#include "tests/support/test_clock.h"

namespace meridian {
namespace {

using std::chrono::minutes;

// Table "t" has 100 units of each kind; its writes shall be used to 70 %, with 2 to 1,000 units.
struct ScaledWorld {
  ScaledWorld() {
    catalog.Add("t", TableSchema{.hash = {.name = "k"}, .range = std::nullopt});
    Bill({BillingMode::kProvisioned, 100, 100, 0});
    ScalableTarget target = FullTarget();
    target.table = catalog.Find("t")->id;
    target.max_capacity = 1000;
    target.scale_in_suspended = false;
    Change([&](ScalableTargets* targets) { targets->push_back(target); });
  }

  void Bill(BillingSettings billing) {
    catalog.Update(
        [&](const CatalogView& view) -> Result<std::vector<RegisterWrite>> {
          return std::vector<RegisterWrite>{{view.Find("t")->id, billing, ""}};
        },
        [](Status) {});
    ledger.Follow(*catalog.View());
  }
  template <class Fn>
  void Change(Fn change) {
    book.Update(
        [&](ScalableTargets* targets) {
          change(targets);
          return OkStatus();
        },
        [](Status) {});
  }
  // A minute in which so many write units a second are consumed.
  void Minute(double units_per_second) {
    ledger.Find(catalog.Find("t")->number)->write->Consume(units_per_second * 60);
    scheduler.Advance(minutes(1));
    ledger.Follow(*catalog.View());
  }
  int64_t write_units() { return catalog.Find("t")->billing.write_capacity_units; }

  ManualScheduler scheduler;
  TestClock wall;
  TestRandom random;
  Metrics metrics;
  FakeCatalog catalog{"us-east-1"};
  CapacityLedger ledger{scheduler, metrics, "us-east-1", CapacityOptions{}};
  StorageInMemory storage;
  ScalingBook book{storage.Port()};
  AutoScaler scaler{{.scheduler = scheduler,
                     .clock = scheduler,
                     .wall = wall,
                     .random = random,
                     .catalog = catalog,
                     .ledger = ledger,
                     .book = book,
                     .region = "us-east-1",
                     .peers = {}},
                    ScalingOptions{}};
};

TEST(AutoScalerTest, MuchUseRaisesTheTableAsUpdateTableWould) {
  ScaledWorld world;

  for (int i = 0; i < 3; ++i) world.Minute(140);

  EXPECT_EQ(world.write_units(), 200);
  EXPECT_EQ(world.catalog.Find("t")->billing.read_capacity_units, 100);
  const auto activities = world.book.Activities();
  ASSERT_EQ(activities.size(), 1u);
  EXPECT_EQ(activities[0].description, "Setting write capacity units to 200.");
  EXPECT_EQ(activities[0].cause,
            "monitor alarm TargetTracking-table/t-AlarmHigh-policy-1 in state ALARM triggered "
            "policy p");
  EXPECT_EQ(activities[0].failure, "");
}

TEST(AutoScalerTest, LittleUseLowersItAfterAQuarterOfAnHour) {
  ScaledWorld world;

  for (int i = 0; i < 15; ++i) world.Minute(7);
  EXPECT_EQ(world.write_units(), 100);
  world.Minute(7);
  EXPECT_EQ(world.write_units(), 10);
}

TEST(AutoScalerTest, ACapacityOutsideTheBoundsIsBroughtInside) {
  ScaledWorld world;
  world.Change([](ScalableTargets* targets) { targets->front().min_capacity = 300; });

  world.Minute(0);

  EXPECT_EQ(world.write_units(), 300);
  EXPECT_EQ(world.book.Activities()[0].cause, "minimum capacity was set to 300");
}

TEST(AutoScalerTest, WithoutAPolicyOrOnDemandNothingHappens) {
  ScaledWorld world;
  world.Change([](ScalableTargets* targets) { targets->front().policy.reset(); });
  for (int i = 0; i < 5; ++i) world.Minute(500);
  EXPECT_EQ(world.write_units(), 100);

  ScaledWorld on_demand;
  on_demand.Bill({BillingMode::kPayPerRequest, 0, 0, 1});
  for (int i = 0; i < 5; ++i) on_demand.Minute(500);
  EXPECT_TRUE(on_demand.book.Activities().empty());
}

TEST(AutoScalerTest, TargetsOfADroppedTableGo) {
  ScaledWorld world;
  world.catalog.SetStatus("t", ReplicaStatus::kDeleted);

  world.scheduler.Advance(minutes(1));

  EXPECT_TRUE(world.book.targets()->empty());
}

TEST(AutoScalerTest, ARefusedChangeIsAnActivityThatFailed) {
  ScaledWorld world;
  world.catalog.SetStatus("t", ReplicaStatus::kCreating);

  for (int i = 0; i < 3; ++i) world.Minute(140);

  ASSERT_FALSE(world.book.Activities().empty());
  EXPECT_NE(world.book.Activities()[0].failure, "");
  EXPECT_EQ(world.write_units(), 100);
}

}  // namespace
}  // namespace meridian
