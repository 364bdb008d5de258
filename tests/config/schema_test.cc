#include "config/schema.h"

#include <gtest/gtest.h>

#include <set>

namespace meridian {
namespace {

Config WithElements() {
  Config config;
  for (const ConfigSection& section : ConfigSections()) {
    if (section.repeated()) section.grow(config);
  }
  return config;
}

TEST(SchemaTest, EachKeyIsThereOnceInASectionThatExistsWithOneLineOfHelp) {
  std::set<std::string> seen;
  for (const ConfigKey& key : ConfigKeys()) {
    const std::string path = std::string(key.section) + "." + std::string(key.name);
    EXPECT_TRUE(seen.insert(path).second) << path;
    EXPECT_NE(FindSection(key.section), nullptr) << path;
    EXPECT_EQ(FindKey(key.section, key.name), &key);
    EXPECT_TRUE(key.help.ends_with('.')) << path;
    EXPECT_EQ(key.help.find_first_of("\n|"), key.help.npos) << path;
  }
}

TEST(SchemaTest, EachBoundFitsItsField) {
  for (const ConfigKey& key : ConfigKeys()) {
    if (key.form != KeyForm::kInteger) continue;
    Config config = WithElements();
    for (const int64_t bound : {key.min, key.max}) {
      key.write(config, 0, bound);
      EXPECT_EQ(key.read(config, 0), ConfigValue(bound)) << key.section << "." << key.name;
    }
  }
}

TEST(SchemaTest, NoTwoKeysShareAField) {
  for (const ConfigKey& key : ConfigKeys()) {
    if (key.form != KeyForm::kInteger) continue;
    Config config = WithElements();
    key.write(config, 0, key.min == std::get<int64_t>(key.read(config, 0)) ? key.max : key.min);
    const Config defaults = WithElements();
    for (const ConfigKey& other : ConfigKeys()) {
      EXPECT_EQ(&other != &key, other.read(config, 0) == other.read(defaults, 0))
          << key.name << " " << other.name;
    }
  }
}

TEST(SchemaTest, DefaultsAndExamplesAreRight) {
  const Config defaults = WithElements();
  for (const ConfigKey& key : ConfigKeys()) {
    const ConfigValue value = key.read(defaults, 0);
    const std::string path = std::string(key.section) + "." + std::string(key.name);
    if (key.form == KeyForm::kInteger) {
      EXPECT_GE(std::get<int64_t>(value), key.min) << path;
      EXPECT_LE(std::get<int64_t>(value), key.max) << path;
    } else if (key.form != KeyForm::kChoice) {
      const auto text =
          key.example.empty() ? std::get<std::string>(value) : std::string(key.example);
      EXPECT_TRUE(HasForm(key.form, text)) << path;
    }
  }
}

}  // namespace
}  // namespace meridian
