// The page and the example that are made from the schema are as the schema is. To make them again:
//   MERIDIAN_MAKE_DOCUMENTATION=1 config_test --gtest_filter=DocumentationTest.*
#include "config/documentation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "config/schema.h"

namespace meridian {
namespace {

const std::string kSource = MERIDIAN_SOURCE_DIR;
const std::string kPage = kSource + "/docs/operations/configuration.md";
const std::string kExample = kSource + "/config/examples/full.toml";
const std::string kBegin =
    "<!-- Made from config/schema.cc; a test says how to make it again. -->\n";
const std::string kEnd = "<!-- End of what is made. -->\n";
const char kHint[] = "to make it again: MERIDIAN_MAKE_DOCUMENTATION=1 config_test";

bool Making() { return std::getenv("MERIDIAN_MAKE_DOCUMENTATION") != nullptr; }

std::string Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void Write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

TEST(DocumentationTest, ThePageListsEveryKeyAsTheSchemaHasIt) {
  std::string page = Read(kPage);
  const size_t begin = page.find(kBegin);
  const size_t end = page.find(kEnd);
  ASSERT_TRUE(begin != page.npos && end != page.npos) << kPage;
  const size_t from = begin + kBegin.size();
  if (Making()) Write(kPage, page.replace(from, end - from, "\n" + SchemaAsMarkdown()));

  const std::string text = Read(kPage);
  EXPECT_EQ(text.substr(from, text.find(kEnd) - from), "\n" + SchemaAsMarkdown()) << kHint;
  for (const ConfigKey& key : ConfigKeys()) {
    EXPECT_THAT(text, testing::HasSubstr("| `" + std::string(key.name) + "` |"));
  }
}

TEST(DocumentationTest, TheFullExampleIsAsTheSchemaHasIt) {
  if (Making()) Write(kExample, SchemaAsToml());

  EXPECT_EQ(Read(kExample), SchemaAsToml()) << kHint;
}

}  // namespace
}  // namespace meridian
