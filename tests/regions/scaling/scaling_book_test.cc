#include "regions/scaling/scaling_book.h"

#include <gtest/gtest.h>

#include "tests/regions/scaling/scaling_fixtures.h"

namespace meridian {
namespace {

Status Add(ScalingBook& book, const ScalableTarget& target) {
  Status outcome;
  book.Update(
      [&](ScalableTargets* targets) {
        targets->push_back(target);
        return OkStatus();
      },
      [&](Status status) { outcome = std::move(status); });
  return outcome;
}

TEST(ScalingBookTest, WhatWasStoredIsThereAfterARestart) {
  StorageInMemory storage;
  ScalingBook before(storage.Port());
  EXPECT_TRUE(before.Load());
  EXPECT_TRUE(Add(before, FullTarget()));

  ScalingBook after(storage.Port());
  EXPECT_TRUE(after.Load());

  ASSERT_EQ(after.targets()->size(), 1u);
  EXPECT_EQ(after.targets()->front(), FullTarget());
}

TEST(ScalingBookTest, WhatCouldNotBeStoredDidNotHappen) {
  StorageInMemory storage;
  storage.failure = Error{Errc::kUnavailable, "disk"};
  ScalingBook book(storage.Port());

  EXPECT_FALSE(Add(book, FullTarget()));

  EXPECT_TRUE(book.targets()->empty());
  storage.failure.reset();
  EXPECT_TRUE(Add(book, FullTarget()));
}

TEST(ScalingBookTest, ARefusedChangeChangesNothing) {
  StorageInMemory storage;
  ScalingBook book(storage.Port());
  Status outcome;

  book.Update(
      [](ScalableTargets* targets) -> Status {
        targets->push_back(FullTarget());
        return Error{Errc::kValidation, "no"};
      },
      [&](Status status) { outcome = std::move(status); });

  EXPECT_FALSE(outcome);
  EXPECT_TRUE(book.targets()->empty());
  EXPECT_FALSE(storage.value);
}

TEST(ScalingBookTest, ChangesWaitForTheOneBeingStored) {
  std::vector<UniqueFunction<void(Status)>> writes;
  ScalingBook book(
      {.read = [] { return std::optional<std::string>(); },
       .write = [&](std::string,
                    UniqueFunction<void(Status)> done) { writes.push_back(std::move(done)); }});
  std::vector<size_t> seen;
  const auto add = [&] {
    book.Update(
        [&](ScalableTargets* targets) {
          seen.push_back(targets->size());
          targets->push_back(FullTarget());
          return OkStatus();
        },
        [](Status) {});
  };

  add();
  add();
  EXPECT_EQ(seen, (std::vector<size_t>{0}));
  EXPECT_TRUE(book.targets()->empty());
  writes[0](OkStatus());
  EXPECT_EQ(seen, (std::vector<size_t>{0, 1}));
  ASSERT_EQ(writes.size(), 2u);
  writes[1](OkStatus());
  EXPECT_EQ(book.targets()->size(), 2u);
}

TEST(ScalingBookTest, TheNewestActivitiesComeFirstAndTheOldestGo) {
  StorageInMemory storage;
  ScalingBook book(storage.Port());
  for (size_t i = 0; i <= ScalingBook::kActivitiesMax; ++i)
    book.AddActivity({.id = std::to_string(i)});

  const auto activities = book.Activities();

  ASSERT_EQ(activities.size(), ScalingBook::kActivitiesMax);
  EXPECT_EQ(activities.front().id, std::to_string(ScalingBook::kActivitiesMax));
  EXPECT_EQ(activities.back().id, "1");
}

}  // namespace
}  // namespace meridian
