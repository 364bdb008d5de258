#include <gtest/gtest.h>

#include "storage/table/registers.h"
#include "tests/support/region_in_memory.h"

namespace meridian {
namespace {

IndexSettings Settings(const std::string& name, uint8_t id) {
  IndexSettings index;
  index.name = name;
  index.id.bytes[0] = id;
  index.schema.hash = {{"v", AttributeType::kString}};
  return index;
}

void Write(RegionInMemory& region, std::vector<RegisterWrite> writes) {
  Status answer;
  region.catalog->Update(
      [&](const CatalogView&) -> Result<std::vector<RegisterWrite>> { return writes; },
      [&](Status status) { answer = std::move(status); });
  region.Run();
  ASSERT_TRUE(answer);
}

void Exchange(RegionInMemory& from, RegionInMemory& to) {
  Status answer;
  to.replica->ApplyRegisters(from.replica->AllRegisters(), {.source = "x", .position = {}},
                             [&](Status status) { answer = std::move(status); });
  to.Run();
  ASSERT_TRUE(answer);
}

TableId SomeId() {
  TableId id;
  id.bytes[3] = 9;
  return id;
}

std::vector<RegisterWrite> TableWithIndex(const IndexSettings& index, const std::string& region) {
  TableDefinition definition;
  definition.name = "t";
  definition.schema.hash = {"pk", AttributeType::kString};
  return {{SomeId(), definition, ""},
          {SomeId(), Replica{ReplicaStatus::kActive, "", ""}, region},
          {SomeId(), index, ""}};
}

TEST(IndexRegistersTest, AnIndexMadeWithItsTableIsActiveAtOnce) {
  RegionInMemory region("us-east-1");
  Write(region, TableWithIndex(Settings("i", 1), "us-east-1"));

  const TablePtr table = region.catalog->Find("t");
  ASSERT_NE(table->FindIndex("i"), nullptr);
  EXPECT_EQ(table->FindIndex("i")->status, IndexStatus::kActive);
  EXPECT_EQ(table->FindIndex("i")->settings, Settings("i", 1));
  EXPECT_NE(table->FindIndex("i")->number, table->number);
  EXPECT_EQ(table->FindIndex("other"), nullptr);
}

TEST(IndexRegistersTest, AnIndexAddedLaterIsCreatingUntilItIsFilledAlsoOverACrash) {
  RegionInMemory region("us-east-1");
  const TablePtr table = region.MakeTable("t");
  Write(region, {{table->id, Settings("i", 1), ""}});
  const Index made = *region.catalog->Find("t")->FindIndex("i");

  region.Crash();

  const TablePtr found = region.catalog->Find("t");
  ASSERT_NE(found->FindIndex("i"), nullptr);
  EXPECT_EQ(found->FindIndex("i")->number, made.number);
  EXPECT_EQ(made.settings, Settings("i", 1));
}

TEST(IndexRegistersTest, ARemovedIndexRetiresItsNumberAndANewOneOfItsNameGetsAnother) {
  RegionInMemory region("us-east-1");
  Write(region, TableWithIndex(Settings("i", 1), "us-east-1"));
  const Index old = *region.catalog->Find("t")->FindIndex("i");
  const TableId id = region.catalog->Find("t")->id;

  Write(region, {IndexRemoval(id, old.settings)});
  EXPECT_EQ(region.catalog->Find("t")->FindIndex("i")->status, IndexStatus::kDeleting);
  EXPECT_EQ(region.catalog->View()->retired_indexes(), std::vector<TableNumber>{old.number});

  Write(region, {{id, Settings("i", 2), ""}});
  const Index next = *region.catalog->Find("t")->FindIndex("i");
  EXPECT_NE(next.number, old.number);
  EXPECT_EQ(next.settings, Settings("i", 2));
  EXPECT_EQ(region.catalog->View()->retired_indexes(), std::vector<TableNumber>{old.number});
}

TEST(IndexRegistersTest, ATableThatGoesTakesItsIndexesAlong) {
  RegionInMemory region("us-east-1");
  Write(region, TableWithIndex(Settings("i", 1), "us-east-1"));
  const TableNumber old = region.catalog->Find("t")->FindIndex("i")->number;

  Write(region, {{SomeId(), Replica{ReplicaStatus::kDeleted, "", ""}, "us-east-1"}});
  EXPECT_EQ(region.catalog->View()->retired_indexes(), std::vector<TableNumber>{old});

  // It comes back, to be filled anew: so are its indexes.
  Write(region, {{SomeId(), Replica{ReplicaStatus::kCreating, "x", ""}, "us-east-1"}});
  const Index* again = region.catalog->Find("t")->FindIndex("i");
  ASSERT_NE(again, nullptr);
  EXPECT_NE(again->number, old);
  EXPECT_EQ(again->status, IndexStatus::kActive);
}

TEST(IndexRegistersTest, TwoRegionsThatChangeIndexesAtOnceAgree) {
  RegionInMemory a("a");
  RegionInMemory b("b");
  const TablePtr table = a.MakeTable("t", {"b"});
  Exchange(a, b);
  Write(a, {{table->id, Settings("same", 1), ""}, {table->id, Settings("of a", 2), ""}});
  b.clock.Advance(5);
  Write(b, {{table->id, Settings("same", 3), ""}, {table->id, Settings("of b", 4), ""}});

  Exchange(a, b);
  Exchange(b, a);

  for (RegionInMemory* region : {&a, &b}) {
    const TablePtr seen = region->catalog->Find("t");
    ASSERT_EQ(seen->indexes.size(), 3u) << region->name;
    EXPECT_EQ(seen->FindIndex("same")->settings, Settings("same", 3)) << region->name;
    EXPECT_NE(seen->FindIndex("of a"), nullptr) << region->name;
    EXPECT_NE(seen->FindIndex("of b"), nullptr) << region->name;
  }
  // The one that lost its name is retired where it was.
  EXPECT_EQ(a.catalog->View()->retired_indexes().size(), 1u);
  EXPECT_TRUE(b.catalog->View()->retired_indexes().empty());
}

}  // namespace
}  // namespace meridian
