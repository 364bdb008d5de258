#include <gtest/gtest.h>

#include <random>

#include "storage/table/reclaim.h"
#include "tests/support/index_check.h"
#include "tests/support/indexed_table.h"

namespace meridian {
namespace {

using std::chrono::milliseconds;
using Faults = std::vector<std::string>;

constexpr int kKeys = 40;
constexpr int kStepsARound = 150;
constexpr int kRounds = 6;

// Random writes, replicated changes, indexes that come and go, processes that die and disks that
// fail; whatever happened, the indexes show the items when all is quiet.
class IndexModel {
 public:
  explicit IndexModel(uint64_t seed) : dice_(seed), region_("us-east-1", seed % 3 == 0 ? 4 : 2) {
    table_ = MakeIndexedTable(region_, {GlobalByGroup("i0", 1), LocalByNumber("l", 2)}, {"other"});
    Open();
  }

  Faults Run() {
    for (int round = 0; round < kRounds; ++round) {
      for (int step = 0; step < kStepsARound; ++step) Step();
      const Faults faults = Settle();
      if (!faults.empty()) return faults;
    }
    return {};
  }

 private:
  size_t Below(size_t bound) { return dice_() % bound; }
  bool Chance(size_t percent) { return Below(100) < percent; }

  void Open() {
    reclaimer_ = std::make_unique<Reclaimer>(*region_.region, *region_.catalog);
    region_.region->catalog().AddListener([this] { reclaimer_->Look(); });
    EXPECT_TRUE(reclaimer_->Start());
  }

  void Step() {
    const size_t die = Below(100);
    if (die < 70) {
      Write();
    } else if (die < 85) {
      Replicate();
    } else if (die < 92) {
      ChangeIndexes();
    } else if (die < 94) {
      Kill();
    } else if (die < 96) {
      region_.disk.SetFreeBytes(static_cast<int64_t>(Below(3000)));
    } else if (die < 98) {
      region_.disk.SetFreeBytes(-1);
    }
    if (Chance(60)) region_.scheduler.Advance(milliseconds(Below(4)));
    region_.clock.Advance(1);
  }

  Item SomeItem(const std::string& pk) {
    Item item = IndexedItem(pk, Chance(80) ? "g" + std::to_string(Below(9)) : "",
                            Chance(80) ? std::optional<int64_t>(Below(5)) : std::nullopt,
                            std::to_string(Below(3)));
    if (Chance(10)) item.Set("g", AttributeValue::N(Number::FromInt64(1)));
    return item;
  }

  void Write() {
    const std::string pk = "k" + std::to_string(Below(kKeys));
    std::optional<Item> item;
    if (Chance(75)) item = SomeItem(pk);
    BeginWrite(region_, table_, pk, std::move(item));
  }

  void Replicate() {
    const std::string pk = "k" + std::to_string(Below(kKeys));
    ItemState state;
    state.version.origin = {"other", 7};
    state.version.time = HybridTime::FromMillis(region_.clock.NowMillis() + 50 - Below(100));
    state.version.clock = state.version.time;
    state.version.seen.Raise(state.version.origin, state.version.time, state.version.time);
    if (Chance(70)) {
      state.kind = StateKind::kPut;
      state.value = Payload::Of(SomeItem(pk));
    }
    const ItemKey key = RegionInMemory::KeyOf(pk);
    region_.replica->Apply(
        region_.region->map().OfSlot(key.slot), {{table_, key, state, std::nullopt}},
        [](const ItemState* current, const ItemState& incoming) {
          const bool newer = current == nullptr || Order(incoming.version, current->version) > 0;
          return MergeOutcome{newer ? incoming : *current, {}};
        },
        {.source = "other", .position = std::nullopt}, [](const Status&) {});
  }

  void ChangeIndexes() {
    const std::string name = "i" + std::to_string(Below(3));
    const uint8_t id = ++next_id_;
    region_.catalog->Update(
        [id, name,
         id_of = table_->id](const CatalogView& view) -> Result<std::vector<RegisterWrite>> {
          const Index* index = view.FindById(id_of)->FindIndex(name);
          if (index == nullptr || index->status == IndexStatus::kDeleting) {
            return std::vector<RegisterWrite>{{id_of, GlobalByGroup(name, id), ""}};
          }
          return std::vector<RegisterWrite>{IndexRemoval(id_of, index->settings)};
        },
        [](const Status&) {});
  }

  void Kill() {
    if (Chance(50)) {
      region_.life->EndAfter(Below(40));
      region_.scheduler.Advance(milliseconds(Below(10)));
    }
    region_.disk.SetFreeBytes(-1);
    reclaimer_.reset();
    region_.Kill();
    Open();
  }

  Faults Settle() {
    region_.disk.SetFreeBytes(-1);
    region_.scheduler.Advance(milliseconds(5000));
    const TablePtr table = region_.catalog->Find("t");
    Faults faults = IndexFaults(*region_.region, *region_.items, *table);
    for (const auto& [name, index] : table->indexes) {
      if (index.status != IndexStatus::kActive) faults.push_back(name + " didn't come to an end");
    }
    return faults;
  }

  std::mt19937_64 dice_;
  RegionInMemory region_;
  TablePtr table_;
  std::unique_ptr<Reclaimer> reclaimer_;
  uint8_t next_id_ = 10;
};

TEST(IndexModelTest, IndexesShowTheirItemsWhateverHappened) {
  for (uint64_t seed = 1; seed <= 25; ++seed) {
    IndexModel model(seed);
    ASSERT_EQ(model.Run(), Faults()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace meridian
