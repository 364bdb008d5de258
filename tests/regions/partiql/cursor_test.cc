#include "regions/partiql/cursor.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "regions/partiql/limits.h"

namespace meridian::partiql {
namespace {

TEST(CursorTest, TokensAreTakenOnlyWhenTheyFit) {
  Cursor cursor("SELECT a");

  EXPECT_FALSE(cursor.TakeKeyword("UPDATE"));
  EXPECT_FALSE(cursor.TakeSymbol("*"));
  EXPECT_TRUE(cursor.TakeKeyword("SELECT"));
  EXPECT_EQ(cursor.ExpectName()->text, "a");
  EXPECT_TRUE(cursor.AtEnd());
}

TEST(CursorTest, TheErrorQuotesTheStatement) {
  Cursor cursor("SELECT 'a");

  EXPECT_EQ(cursor.ExpectSymbol("*").error().message,
            "Statement wasn't well formed, can't be processed: SELECT 'a");
}

TEST(CursorTest, LevelsAreBounded) {
  Cursor cursor("a");
  std::vector<std::unique_ptr<Cursor::Level>> levels;
  for (size_t i = 0; i < kStatementDepthMax; ++i) {
    levels.push_back(std::make_unique<Cursor::Level>(cursor));
  }

  EXPECT_TRUE(levels.back()->Check());
  const Cursor::Level one_more(cursor);
  EXPECT_EQ(one_more.Check().error().message, "Nesting Levels have exceeded supported limits");
}

}  // namespace
}  // namespace meridian::partiql
