#include "regions/tables/table_change.h"

#include <gtest/gtest.h>

#include "tests/regions/tables/table_requests.h"
#include "tests/support/fake_settings.h"

namespace meridian {
namespace {

class TableChangeTest : public ::testing::Test {
 protected:
  std::string Update(const UpdateTableRequest& request,
                     const CapacitySettingsRequest& capacity = {}) {
    const bool more = !capacity.empty();
    if (const Status fault = CheckUpdateTable(request, more); !fault) return fault.error().message;
    Status outcome;
    settings.Update(
        [&](const CatalogView& catalog, const SettingsView& view) {
          return DecideTableChange(request, capacity, "Music", world.context, catalog, view);
        },
        [&](Status status) { outcome = std::move(status); });
    return outcome ? "" : outcome.error().message;
  }
  std::string SetThroughput(int64_t read, int64_t write, bool switching = false) {
    UpdateTableRequest request;
    if (switching) request.billing_mode = "PROVISIONED";
    request.provisioned_throughput = ProvisionedThroughput{read, write};
    return Update(request);
  }
  const TableSettings& Settings() { return settings.View()->Of(world.Music().id); }

  TableWorld world;
  FakeSettings settings{world.catalog, "us-east-1"};
};

TEST_F(TableChangeTest, DecreasesAreCountedAndLimited) {
  EXPECT_EQ(SetThroughput(9, 9, true), "");
  for (int64_t write = 8; write > 4; --write) EXPECT_EQ(SetThroughput(9, write), "");
  EXPECT_EQ(Settings().throughput_history.decreases, 4);
  EXPECT_EQ(SetThroughput(9, 1).substr(0, 25), "Subscriber limit exceeded");

  EXPECT_EQ(world.Music().billing.write_capacity_units, 5);
  EXPECT_EQ(SetThroughput(9, 6), "");
}

TEST_F(TableChangeTest, MaximaAloneAreAChange) {
  CapacitySettingsRequest capacity;
  capacity.on_demand = UnitsPair{10, std::nullopt};
  EXPECT_EQ(Update({}, capacity), "");

  EXPECT_EQ(Settings().on_demand_maxima, (OnDemandMaxima{10, std::nullopt}));
  EXPECT_EQ(Update({}).substr(0, 12), "At least one");
}

TEST_F(TableChangeTest, ARefusedSettingLeavesTheRegistersAsTheyWere) {
  UpdateTableRequest request;
  request.billing_mode = "PROVISIONED";
  request.provisioned_throughput = ProvisionedThroughput{3, 3};
  CapacitySettingsRequest capacity;
  capacity.on_demand = UnitsPair{10, std::nullopt};

  EXPECT_NE(Update(request, capacity), "");
  EXPECT_EQ(world.Music().billing.mode, BillingMode::kPayPerRequest);
}

TEST(NewTableTest, IsMadeWithItsSettings) {
  TableWorld world;
  CreateTableRequest request = MusicRequest();
  request.table_name = "Books";
  CapacitySettingsRequest capacity;
  capacity.warm = UnitsPair{20'000, std::nullopt};
  TableBirth birth;
  birth.id.bytes[0] = 99;
  birth.region = "us-east-1";
  const auto writes =
      DecideNewTable(*CheckCreateTable(request), capacity, birth, *world.catalog.View());

  ASSERT_TRUE(writes);
  EXPECT_FALSE(writes->registers.empty());
  ASSERT_EQ(writes->settings.size(), 1u);
  EXPECT_EQ(std::get<WarmThroughput>(writes->settings[0].value), (WarmThroughput{20'000, 0}));
}

}  // namespace
}  // namespace meridian
