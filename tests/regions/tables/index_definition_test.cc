#include "regions/tables/index_definition.h"

#include <gtest/gtest.h>

#include "tests/regions/tables/table_requests.h"

namespace meridian {
namespace {

constexpr char kInvalid[] = "One or more parameter values were invalid: ";

CreateTableRequest WithLocal(IndexDefinition index) {
  CreateTableRequest request = MusicRequest();
  request.attribute_definitions = Definitions({{"artist", "S"}, {"song", "N"}, {"year", "N"}});
  request.local_secondary_indexes = {std::move(index)};
  return request;
}

CreateTableRequest WithGlobal(IndexDefinition index) {
  CreateTableRequest request = WithLocal(std::move(index));
  request.global_secondary_indexes = std::move(request.local_secondary_indexes);
  request.local_secondary_indexes.reset();
  return request;
}

TEST(IndexDefinitionTest, ARightIndexIsTaken) {
  const auto local = CheckCreateTable(
      WithLocal(DefineIndex("byYear", Keys({{"artist", "HASH"}, {"year", "RANGE"}}))));
  const auto global = CheckCreateTable(WithGlobal(DefineIndex("byYear", Keys({{"year", "HASH"}}))));

  ASSERT_TRUE(local);
  ASSERT_TRUE(global);
  EXPECT_EQ(local->indexes.at(0).schema.kind, IndexKind::kLocal);
  EXPECT_EQ(global->indexes.at(0).schema.kind, IndexKind::kGlobal);
}

TEST(IndexDefinitionTest, AWrongIndexIsRefused) {
  const struct {
    CreateTableRequest request;
    std::string refusal;
  } kCases[] = {
      {WithLocal(DefineIndex("byYear", Keys({{"artist", "HASH"}}))),
       "Index KeySchema does not have a range key for index: byYear"},
      {WithLocal(DefineIndex("byYear", Keys({{"song", "HASH"}, {"year", "RANGE"}}))),
       "Index KeySchema does not have the same leading hash key as table KeySchema for index: "
       "byYear. index hash key: song, table hash key: artist"},
      {WithGlobal(DefineIndex("byYear", Keys({{"other", "HASH"}}))),
       "Some index key attributes are not defined in AttributeDefinitions. Keys: [other], "
       "AttributeDefinitions: [artist, song, year]"},
      {WithGlobal(DefineIndex("bySong", Keys({{"song", "HASH"}}))),
       "Some AttributeDefinitions are not used. AttributeDefinitions: [artist, song, year], keys "
       "used: [artist, song]"},
      {WithGlobal(
           DefineIndex("many", Keys({{"song", "HASH"}, {"year", "RANGE"}, {"artist", "HASH"}}))),
       "All HASH key attributes must precede RANGE key attributes in the KeySchema"},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(Refusal(CheckCreateTable(one.request)), kInvalid + one.refusal);
  }
}

TEST(IndexDefinitionTest, ProjectionsAreJudged) {
  const auto refusal = [](std::optional<std::string> type,
                          std::optional<std::vector<std::string>> names) {
    IndexDefinition index = DefineIndex("byYear", Keys({{"year", "HASH"}}));
    index.projection = ProjectionDefinition{std::move(type), std::move(names)};
    return Refusal(CheckCreateTable(WithGlobal(std::move(index))));
  };
  using Names = std::vector<std::string>;

  EXPECT_EQ(refusal(std::nullopt, {}), std::string(kInvalid) + "Unknown ProjectionType: null");
  EXPECT_EQ(
      refusal("INCLUDE", {}),
      std::string(kInvalid) + "ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
  EXPECT_EQ(refusal("ALL", Names{"x"}),
            std::string(kInvalid) + "ProjectionType is ALL, but NonKeyAttributes is specified");
  EXPECT_EQ(refusal("INCLUDE", Names{"x", "x"}),
            std::string(kInvalid) + "Duplicate element in NonKeyAttributes: x");
  EXPECT_NE(refusal("INCLUDE", Names(21, "x")).find("have length less than or equal to 20"),
            std::string::npos);
}

TEST(IndexDefinitionTest, AllIndexesOfATableShareOneLimitOfProjectedNames) {
  const auto with = [](int indexes) {
    CreateTableRequest request = WithGlobal(DefineIndex("byYear", Keys({{"year", "HASH"}})));
    request.global_secondary_indexes->clear();
    for (int i = 0; i < indexes; ++i) {
      IndexDefinition index = DefineIndex("", Keys({{"year", "HASH"}}));
      index.index_name = "byYear" + std::to_string(i);
      std::vector<std::string> names;
      for (int n = 0; n < 20; ++n) names.push_back("a" + std::to_string(n));
      index.projection = ProjectionDefinition{"INCLUDE", std::move(names)};
      request.global_secondary_indexes->push_back(std::move(index));
    }
    return Refusal(CheckCreateTable(request));
  };

  EXPECT_EQ(with(5), "");
  EXPECT_EQ(with(6), std::string(kInvalid) +
                         "Number of projected non-key attributes exceeds per-table limit of 100");
}

TEST(IndexDefinitionTest, AGlobalKeyHasUpToFourAttributesOfEachRole) {
  const auto refusal = [](int hash, int range) {
    CreateTableRequest request = MusicRequest();
    std::vector<KeySchemaElement> keys;
    for (int i = 0; i < hash + range; ++i) {
      const std::string name = "k" + std::to_string(i);
      request.attribute_definitions->push_back({name, "S"});
      keys.push_back({name, i < hash ? "HASH" : "RANGE"});
    }
    request.global_secondary_indexes = {DefineIndex("many", std::move(keys))};
    return Refusal(CheckCreateTable(request));
  };

  EXPECT_EQ(refusal(4, 4), "");
  EXPECT_EQ(refusal(1, 3), "");
  EXPECT_EQ(refusal(5, 0), std::string(kInvalid) +
                               "The KeySchema exceeds the maximum allowed number of HASH key "
                               "attributes");
  EXPECT_EQ(refusal(1, 5), std::string(kInvalid) +
                               "The KeySchema exceeds the maximum allowed number of RANGE key "
                               "attributes");
}

TEST(IndexDefinitionTest, NamesAndCountsAreJudged) {
  CreateTableRequest twice = WithGlobal(DefineIndex("byYear", Keys({{"year", "HASH"}})));
  twice.global_secondary_indexes->push_back(twice.global_secondary_indexes->front());
  CreateTableRequest many = WithGlobal(DefineIndex("i00", Keys({{"year", "HASH"}})));
  for (char last = 'a'; last <= 't'; ++last) {
    IndexDefinition index = many.global_secondary_indexes->front();
    index.index_name = std::string("i1") + last;
    many.global_secondary_indexes->push_back(std::move(index));
  }
  CreateTableRequest none = MusicRequest();
  none.global_secondary_indexes.emplace();
  CreateTableRequest short_name = WithGlobal(DefineIndex("ab", Keys({{"year", "HASH"}})));

  EXPECT_EQ(Refusal(CheckCreateTable(twice)),
            std::string(kInvalid) + "Duplicate index name: byYear");
  EXPECT_EQ(Refusal(CheckCreateTable(many)),
            std::string(kInvalid) + "GlobalSecondaryIndex count exceeds the per-table limit of 20");
  EXPECT_EQ(Refusal(CheckCreateTable(none)),
            std::string(kInvalid) + "List of GlobalSecondaryIndexes is empty");
  EXPECT_NE(Refusal(CheckCreateTable(short_name)).find("globalSecondaryIndexes.1.member.indexName"),
            std::string::npos);
}

}  // namespace
}  // namespace meridian
