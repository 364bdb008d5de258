#include "regions/tables/index_settings.h"

#include <gtest/gtest.h>

#include "tests/regions/tables/table_requests.h"

namespace meridian {
namespace {

TEST(IndexSettingsTest, KeepWhatTheDefinitionSays) {
  IndexDefinition definition =
      DefineIndex("byYear", Keys({{"year", "HASH"}, {"song", "HASH"}, {"artist", "RANGE"}}));
  definition.projection = ProjectionDefinition{"INCLUDE", std::vector<std::string>{"x", "y"}};
  definition.provisioned_throughput = ProvisionedThroughput{5, 6};

  const IndexSettings settings = SettingsOf(
      definition, IndexKind::kGlobal, Definitions({{"artist", "S"}, {"song", "N"}, {"year", "B"}}));

  EXPECT_EQ(settings.name, "byYear");
  EXPECT_EQ(settings.schema.kind, IndexKind::kGlobal);
  EXPECT_EQ(settings.schema.hash, (std::vector<KeyAttribute>{{"year", AttributeType::kBinary},
                                                             {"song", AttributeType::kNumber}}));
  EXPECT_EQ(settings.schema.range, (std::vector<KeyAttribute>{{"artist", AttributeType::kString}}));
  EXPECT_EQ(settings.schema.projection.type, ProjectionType::kInclude);
  EXPECT_EQ(settings.schema.projection.names, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(settings.read_capacity_units, 5);
  EXPECT_EQ(settings.write_capacity_units, 6);
  EXPECT_FALSE(settings.removed);
}

TEST(IndexSettingsTest, DefinedAttributesAreThoseOfAnyKeyOnce) {
  TableWorld world;
  EXPECT_EQ(world.Update(AddIndex("byYear", {{"year", "HASH"}, {"artist", "RANGE"}})), "");

  const auto attributes = DefinedAttributes(world.Music());

  EXPECT_EQ(attributes, (std::vector<KeyAttribute>{{"artist", AttributeType::kString},
                                                   {"song", AttributeType::kNumber},
                                                   {"year", AttributeType::kNumber}}));
}

}  // namespace
}  // namespace meridian
