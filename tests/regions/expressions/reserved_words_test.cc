#include "regions/expressions/reserved_words.h"

#include <gtest/gtest.h>

#include <string>

namespace meridian {
namespace {

TEST(ReservedWordsTest, AreReservedInAnyCase) {
  for (const char* word : {"ABORT", "abort", "Zone", "name", "sIzE", "LOCALTIMESTAMP",
                           "SQLEXCEPTION", "DETERMINISTIC", "flattern"}) {
    EXPECT_TRUE(IsReservedWord(word)) << word;
  }
}

TEST(ReservedWordsTest, OtherNamesAreFree) {
  for (const std::string& name : {std::string(), std::string("id"), std::string("pk"),
                                  std::string("NAMEX"), std::string("NAM"), std::string(65535, 'A'),
                                  std::string("NAM\xC3\x89"), std::string("NAME\0", 5)}) {
    EXPECT_FALSE(IsReservedWord(name)) << name;
  }
}

}  // namespace
}  // namespace meridian
