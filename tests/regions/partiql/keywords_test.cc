#include "regions/partiql/keywords.h"

#include <gtest/gtest.h>

namespace meridian::partiql {
namespace {

TEST(KeywordsTest, KeywordsOfSqlAndOfPartiQlAreReserved) {
  for (const char* word : {"SELECT", "missing", "Value", "date", "size", "user", "tuple", "NULL"}) {
    EXPECT_TRUE(IsReserved(word)) << word;
  }
}

TEST(KeywordsTest, WhatOnlyExpressionsReserveIsFree) {
  for (const char* word : {"status", "name", "data", "year", "SELECTS", ""}) {
    EXPECT_FALSE(IsReserved(word)) << word;
  }
}

}  // namespace
}  // namespace meridian::partiql
