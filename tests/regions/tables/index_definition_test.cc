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

TEST(IndexDefinitionTest, ARightIndexIsNotSupportedYet) {
  const auto local =
      CheckCreateTable(WithLocal(Index("byYear", Keys({{"artist", "HASH"}, {"year", "RANGE"}}))));
  const auto global = CheckCreateTable(WithGlobal(Index("byYear", Keys({{"year", "HASH"}}))));

  EXPECT_EQ(local.error().code, Errc::kUnsupported);
  EXPECT_EQ(local.error().message, "LocalSecondaryIndexes is not supported by Meridian yet");
  EXPECT_EQ(global.error().code, Errc::kUnsupported);
}

TEST(IndexDefinitionTest, AWrongIndexIsWrongFirst) {
  const struct {
    CreateTableRequest request;
    std::string refusal;
  } kCases[] = {
      {WithLocal(Index("byYear", Keys({{"artist", "HASH"}}))),
       "Index KeySchema does not have a range key for index: byYear"},
      {WithLocal(Index("byYear", Keys({{"song", "HASH"}, {"year", "RANGE"}}))),
       "Index KeySchema does not have the same leading hash key as table KeySchema for index: "
       "byYear. index hash key: song, table hash key: artist"},
      {WithGlobal(Index("byYear", Keys({{"other", "HASH"}}))),
       "Some index key attributes are not defined in AttributeDefinitions. Keys: [other], "
       "AttributeDefinitions: [artist, song, year]"},
      {WithGlobal(Index("bySong", Keys({{"song", "HASH"}}))),
       "Some AttributeDefinitions are not used. AttributeDefinitions: [artist, song, year], keys "
       "used: [artist, song]"},
      {WithGlobal(Index("many", Keys({{"song", "HASH"}, {"year", "RANGE"}, {"artist", "HASH"}}))),
       "All HASH key attributes must precede RANGE key attributes in the KeySchema"},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(Refusal(CheckCreateTable(one.request)), kInvalid + one.refusal);
  }
}

TEST(IndexDefinitionTest, ProjectionsAreJudged) {
  const auto refusal = [](std::optional<std::string> type,
                          std::optional<std::vector<std::string>> names) {
    IndexDefinition index = Index("byYear", Keys({{"year", "HASH"}}));
    index.projection = IndexProjection{std::move(type), std::move(names)};
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
}

TEST(IndexDefinitionTest, NamesAndCountsAreJudged) {
  CreateTableRequest twice = WithGlobal(Index("byYear", Keys({{"year", "HASH"}})));
  twice.global_secondary_indexes->push_back(twice.global_secondary_indexes->front());
  CreateTableRequest many = WithGlobal(Index("i00", Keys({{"year", "HASH"}})));
  for (char last = 'a'; last <= 't'; ++last) {
    IndexDefinition index = many.global_secondary_indexes->front();
    index.index_name = std::string("i1") + last;
    many.global_secondary_indexes->push_back(std::move(index));
  }
  CreateTableRequest none = MusicRequest();
  none.global_secondary_indexes.emplace();
  CreateTableRequest short_name = WithGlobal(Index("ab", Keys({{"year", "HASH"}})));

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
