#include "storage/table/change_row.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "storage/engine/keyspace.h"
#include "tests/support/region_in_memory.h"

namespace meridian {
namespace {

std::string Golden(const std::string& name) {
  std::ifstream file(MERIDIAN_GOLDEN_DIR "/" + name, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(file)), {});
}

// A delete with a sequence, and a conflict that only operators hear of.
std::vector<Change> TwoChanges() {
  ItemState state;
  state.kind = StateKind::kDelete;
  state.version.origin = {"eu-west-1", 7};
  state.version.time = state.version.clock = HybridTime::FromMillis(1'700'000'000'000);
  state.version.seen.Raise(state.version.origin, state.version.time, state.version.time);
  std::vector<Change> changes(2);
  changes[0].commit = 41;
  changes[0].sequence = 12;
  changes[0].sinks = static_cast<uint8_t>(Sink::kRegionLog);
  changes[0].key = std::string("k\0\1", 3);
  changes[0].state = state;
  changes[1] = changes[0];
  changes[1].commit = 43;
  changes[1].sequence = 0;
  changes[1].sinks = static_cast<uint8_t>(Sink::kConflicts);
  changes[1].kind = ChangeKind::kConflict;
  changes[1].state = {};
  changes[1].conflict = Conflict{.winner = state, .loser = state, .resolved_at_millis = 5};
  return changes;
}

TEST(ChangeRowTest, ReleasedBytesStayReadableWithAndWithoutAHeader) {
  const ChangeRowHeader header = HeaderOf(TwoChanges());
  EXPECT_EQ(header, (ChangeRowHeader{.last = 43, .last_sequence = 12, .sinks = 0b101}));
  const std::string first = Golden("change_row_v1.bin");
  const std::string second = Golden("change_row_v2.bin");

  EXPECT_EQ(EncodeChangeRow(header, TwoChanges()), second);
  for (const std::string& row : {first, second}) {
    ASSERT_TRUE(ReadChangeRowHeader(row));
    EXPECT_EQ(*ReadChangeRowHeader(row), header);
    ASSERT_TRUE(FramesOfChangeRow(row));
    EXPECT_EQ(*FramesOfChangeRow(row), first);
  }
}

TEST(ChangeRowTest, EveryDamagedByteOfAHeaderIsFound) {
  const std::string sound = EncodeChangeRow(HeaderOf(TwoChanges()), TwoChanges());
  for (size_t i = 0; i < 22; ++i) {
    std::string damaged = sound;
    damaged[i] ^= 4;
    EXPECT_FALSE(ReadChangeRowHeader(damaged)) << i;
    EXPECT_FALSE(FramesOfChangeRow(damaged)) << i;
    EXPECT_FALSE(ReadChangeRowHeader(sound.substr(0, i))) << i;
  }
}

// The change rows of the partition that "k" is in, over a region that wrote three.
class BacklogTest : public testing::Test {
 protected:
  BacklogTest() : region_("us-east-1"), table_(region_.MakeTable("g", {"eu-west-1"})) {
    for (const char* value : {"1", "2", "3"}) CHECK(region_.Put(table_, "k", value).has_value());
  }

  Partition Home() { return region_.region->map().OfSlot(RegionInMemory::KeyOf("k").slot); }
  // Replaces every row by what `change` makes of it, behind the region's back.
  void Rewrite(const std::function<std::string(std::string)>& change) {
    const DatabasePtr database = region_.region->shard(Home()).database();
    leveldb::WriteBatch batch;
    const std::string prefix = RowPrefix(Home(), RowKind::kChange);
    RowCursor rows(database, prefix, PrefixEnd(prefix));
    for (; rows.Valid(); rows.Next()) {
      batch.Put(leveldb::Slice(rows.key().data(), rows.key().size()),
                change(std::string(rows.value())));
    }
    ASSERT_TRUE(database->Write(&batch));
  }
  Result<ChangeSource::Page> Backlog() {
    return region_.changes->Read(Home(), Sink::kRegionLog, 0, 1 << 20);
  }

  RegionInMemory region_;
  TablePtr table_;
};

TEST_F(BacklogTest, IsNotDecodedWhenTheStoreOpens) {
  Rewrite([](std::string row) {
    row.back() ^= 1;  // The last change's checksum.
    return row;
  });

  region_.Crash();

  EXPECT_EQ(region_.changes->LastSequence(Home()), 3u);
  ASSERT_FALSE(Backlog());
  EXPECT_EQ(Backlog().error().code, Errc::kCorrupt);
}

TEST_F(BacklogTest, OfTheFirstFormatIsRead) {
  Rewrite([](const std::string& row) { return std::string(*FramesOfChangeRow(row)); });

  region_.Crash();
  ASSERT_TRUE(region_.Put(region_.catalog->Find("g"), "k", "4"));

  ASSERT_TRUE(Backlog());
  ASSERT_EQ(Backlog()->changes.size(), 4u);
  EXPECT_EQ(Backlog()->changes[2]->sequence, 3u);
}

}  // namespace
}  // namespace meridian
