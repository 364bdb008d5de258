#include "config/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(ParseTomlTest, SectionsAndElementsComeInTheFilesOrderWithTheirLines) {
  const auto document = ParseToml("[b]\nx = 1\n[[p]]\ny = \"t\"\n[[p]]\n\n[a.c]\nz = 2.5\n", "f");

  ASSERT_TRUE(document);
  ASSERT_EQ(document->blocks.size(), 4u);
  const auto& blocks = document->blocks;
  EXPECT_EQ(blocks[0].section, "b");
  EXPECT_FALSE(blocks[0].element);
  ASSERT_EQ(blocks[0].entries.size(), 1u);
  EXPECT_EQ(blocks[0].entries[0].line, 2);
  EXPECT_EQ(std::get<int64_t>(blocks[0].entries[0].value), 1);
  EXPECT_EQ(blocks[1].section, "p");
  EXPECT_TRUE(blocks[1].element);
  EXPECT_EQ(std::get<std::string>(blocks[1].entries[0].value), "t");
  EXPECT_EQ(blocks[2].line, 5);
  EXPECT_TRUE(blocks[2].entries.empty());
  EXPECT_EQ(blocks[3].section, "a.c");
  EXPECT_EQ(std::get<ConfigDocument::Other>(blocks[3].entries[0].value).what,
            "a number with a fraction");
}

TEST(ParseTomlTest, WhatIsNotTomlIsRefusedWithItsLine) {
  const auto document = ParseToml("[a]\nx = 1\nx = 2\n", "f.toml");

  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, Errc::kValidation);
  EXPECT_THAT(document.error().message, testing::StartsWith("f.toml:3: not TOML: "));
}

}  // namespace
}  // namespace meridian
