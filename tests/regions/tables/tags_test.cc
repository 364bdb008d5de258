#include "regions/tables/tags.h"

#include <gtest/gtest.h>

#include "tests/support/fake_catalog.h"

namespace meridian {
namespace {

const TaggedResource kMusic{"Music", "arn:aws:dynamodb:us-east-1:000000000000:table/Music"};

class TagsTest : public ::testing::Test {
 protected:
  TagsTest() { catalog.Add("Music", {{"p", AttributeType::kString}, std::nullopt}); }

  // The message of the refusal; empty: it was done.
  std::string Apply(CatalogDecide decide) {
    Status outcome;
    catalog.Update(std::move(decide), [&](Status status) { outcome = std::move(status); });
    return outcome ? "" : outcome.error().message;
  }
  std::string Tag(const std::map<std::string, std::string>& tags,
                  const TaggedResource& resource = kMusic) {
    return Apply([&](const CatalogView& view) { return DecideTag(tags, resource, view); });
  }
  std::string Untag(const std::vector<std::string>& keys) {
    return Apply([&](const CatalogView& view) { return DecideUntag(keys, kMusic, view); });
  }
  std::map<std::string, std::string> Tags() { return catalog.Find("Music")->local.tags; }

  FakeCatalog catalog{"us-east-1"};
};

TEST_F(TagsTest, AreAddedReplacedAndRemoved) {
  EXPECT_EQ(Tag({{"a", "1"}, {"b", "2"}}), "");
  EXPECT_EQ(Tag({{"b", "3"}, {"c", ""}}), "");
  EXPECT_EQ(Untag({"a", "none"}), "");

  EXPECT_EQ(Tags(), (std::map<std::string, std::string>{{"b", "3"}, {"c", ""}}));
}

TEST_F(TagsTest, FiftyInAllAreAllowed) {
  std::map<std::string, std::string> fifty;
  for (int i = 0; i < 50; ++i) fifty["k" + std::to_string(i)] = "v";
  EXPECT_EQ(Tag(fifty), "");
  EXPECT_EQ(Tag({{"k7", "other"}}), "");
  EXPECT_EQ(Tag({{"one more", "v"}}),
            "Number of Tags exceed the current limit for the provided ResourceArn");
  EXPECT_EQ(Tags().size(), 50u);
}

TEST_F(TagsTest, ATableThatIsNotThereOrNotReadyIsRefused) {
  EXPECT_EQ(Tag({{"a", "1"}}, {"None", "arn:none"}),
            "Requested resource not found: ResourcArn: arn:none not found");
  catalog.SetStatus("Music", ReplicaStatus::kDeleting);
  EXPECT_EQ(Untag({"a"}),
            "Attempt to change a resource which is still in use: Table is being deleted: Music");
}

TEST_F(TagsTest, WhatIsAskedIsJudgedFirst) {
  EXPECT_EQ(CheckTags(std::nullopt).error().message,
            "1 validation error detected: Value null at 'tags' failed to satisfy constraint: "
            "Member must not be null");
  EXPECT_EQ(CheckTags(std::vector<meridian::Tag>{}).error().message,
            "Atleast one Tag needs to be provided as Input.");
  EXPECT_EQ(CheckTagKeys(std::vector<std::string>{}).error().message,
            "Atleast one Tag Key needs to be provided as Input.");
  EXPECT_EQ(CheckTags(std::vector<meridian::Tag>{{"meridian:durability", "log"}}).error().message,
            "Tag meridian:durability can only be given when the table is created");
  EXPECT_FALSE(CheckTagKeys(std::vector<std::string>{"meridian:durability"}));
  EXPECT_FALSE(CheckTagKeys(std::vector<std::string>{std::string(129, 'k')}));
  EXPECT_TRUE(CheckTagKeys(std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace meridian
