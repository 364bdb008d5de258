#include "config/filling.h"

#include <algorithm>

#include "config/check_value.h"

namespace meridian {
namespace {

std::string Header(const ConfigSection& section) {
  const std::string name(section.name);
  return section.repeated() ? "[[" + name + "]]" : "[" + name + "]";
}

std::string Dotted(std::string_view section, std::string_view name) {
  return section.empty() ? std::string(name) : std::string(section).append(".").append(name);
}

// The part of a fault that helps with an unknown name.
std::string Suggestion(std::string_view name, const std::vector<std::string_view>& candidates) {
  if (const std::string_view nearest = NearestName(name, candidates); !nearest.empty()) {
    return ", did you mean " + std::string(nearest) + "?";
  }
  std::string known = ", known are";
  for (const std::string_view candidate : candidates) known.append(" ").append(candidate);
  return known;
}

std::vector<std::string_view> KeysOf(std::string_view section) {
  std::vector<std::string_view> names;
  for (const ConfigKey& key : ConfigKeys()) {
    if (key.section == section) names.push_back(key.name);
  }
  return names;
}

std::vector<std::string_view> SectionNames() {
  std::vector<std::string_view> names;
  for (const ConfigSection& section : ConfigSections()) names.push_back(section.name);
  return names;
}

const ConfigKey* FindKeyAt(std::string_view path) {
  const size_t dot = path.rfind('.');
  return dot == path.npos ? nullptr : FindKey(path.substr(0, dot), path.substr(dot + 1));
}

}  // namespace

int ConfigLines::Of(std::string_view section, std::string_view name, size_t index) const {
  const auto found = lines_.find({FindKey(section, name), index});
  return found == lines_.end() ? 1 : found->second;
}

void ConfigFilling::Fill(const ConfigDocument& document) {
  for (const ConfigDocument::Block& block : document.blocks) FillBlock(block);
  for (const ConfigSection& section : ConfigSections()) {
    if (!section.repeated() && !seen_.contains(&section)) RequireKeys(section, 0, 1);
  }
}

void ConfigFilling::FillBlock(const ConfigDocument::Block& block) {
  if (block.section.empty()) {
    for (const ConfigDocument::Entry& entry : block.entries) RefuseUnknown(entry.name, "", entry);
    return;
  }
  const ConfigSection* section = SectionOf(block);
  if (section == nullptr) return;
  seen_.insert(section);
  size_t index = 0;
  if (section->repeated()) {
    index = section->count(config_);
    section->grow(config_);
  }
  for (const ConfigDocument::Entry& entry : block.entries) FillEntry(*section, index, entry);
  RequireKeys(*section, index, block.line);
}

const ConfigSection* ConfigFilling::SectionOf(const ConfigDocument::Block& block) {
  const ConfigSection* section = FindSection(block.section);
  if (section == nullptr) {
    if (const ConfigKey* key = FindKeyAt(block.section)) {
      faults_.Add(block.line, block.section, "is a section, must be " + RightValue(*key));
    } else {
      faults_.Add(block.line, block.section,
                  "unknown section" + Suggestion(block.section, SectionNames()));
    }
    return nullptr;
  }
  if (section->repeated() == block.element) return section;
  faults_.Add(block.line, block.section,
              std::string(block.element ? "is a list, must be a section"
                                        : "is a single section, must be a list of them") +
                  ": write " + Header(*section));
  seen_.insert(section);
  return nullptr;
}

void ConfigFilling::FillEntry(const ConfigSection& section, size_t index,
                              const ConfigDocument::Entry& entry) {
  const std::string path = Dotted(section.name, entry.name);
  const ConfigKey* key = FindKey(section.name, entry.name);
  if (key == nullptr) return RefuseUnknown(path, section.name, entry);
  lines_.Set(*key, index, entry.line);
  const Result<ConfigValue> value = CheckValue(*key, entry.value);
  if (!value) return faults_.Add(entry.line, path, value.error().message);
  key->write(config_, index, *value);
}

void ConfigFilling::RefuseUnknown(const std::string& path, std::string_view section,
                                  const ConfigDocument::Entry& entry) {
  if (const ConfigSection* named = FindSection(path)) {
    const auto* other = std::get_if<ConfigDocument::Other>(&entry.value);
    // No elements: as if it weren't there.
    if (named->repeated() && other != nullptr && other->empty_list) return;
    seen_.insert(named);
    return faults_.Add(entry.line, path,
                       std::string("is a value, must be a ") +
                           (named->repeated() ? "list of sections" : "section") + ": write " +
                           Header(*named));
  }
  std::string fault = section.empty() ? "stands above the first section" : "unknown key";
  const auto elsewhere = std::ranges::find(ConfigKeys(), entry.name, &ConfigKey::name);
  if (const std::vector<std::string_view> near = KeysOf(section);
      elsewhere != ConfigKeys().end() && NearestName(entry.name, near).empty()) {
    fault += ", belongs to " + Header(*FindSection(elsewhere->section));
  } else {
    fault += Suggestion(entry.name, section.empty() ? SectionNames() : near);
  }
  faults_.Add(entry.line, path, std::move(fault));
}

void ConfigFilling::RequireKeys(const ConfigSection& section, size_t index, int line) {
  for (const ConfigKey& key : ConfigKeys()) {
    if (key.section != section.name || !key.required || lines_.Has(key, index)) continue;
    faults_.Add(line, Dotted(key.section, key.name),
                "is missing, must be " + RightValue(key) + ": write " + std::string(key.name) +
                    " = \"" + std::string(key.secret ? "…" : key.example) + "\" under " +
                    Header(section));
  }
}

}  // namespace meridian
