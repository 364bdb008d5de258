#include "config/fault.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(ConfigFaultsTest, FaultsComeInTheOrderOfTheirLines) {
  ConfigFaults faults("f.toml");
  EXPECT_TRUE(faults.empty());

  faults.Add(7, "b.c", "is wrong");
  faults.Add(2, "a", "is too");

  EXPECT_FALSE(faults.empty());
  EXPECT_EQ(std::move(faults).ToError().message, "f.toml:2: a: is too\nf.toml:7: b.c: is wrong");
}

TEST(NearestNameTest, FindsMisspeltAndUnfinishedNamesOnly) {
  const std::vector<std::string_view> names = {"listen", "threads", "memtable_bytes"};

  EXPECT_EQ(NearestName("lisen", names), "listen");
  EXPECT_EQ(NearestName("Threads", names), "threads");
  EXPECT_EQ(NearestName("memtable", names), "memtable_bytes");
  EXPECT_EQ(NearestName("colour", names), "");
  EXPECT_EQ(NearestName("", names), "");
}

}  // namespace
}  // namespace meridian
