#include "storage/item/attribute.h"

#include <algorithm>

#include "storage/base/check.h"

namespace meridian {
namespace {

auto LowerBound(auto& entries, std::string_view name) {
  return std::lower_bound(entries.begin(), entries.end(), name,
                          [](const auto& entry, std::string_view n) { return entry.name < n; });
}

}  // namespace

std::string_view TypeName(AttributeType type) {
  switch (type) {
    case AttributeType::kString: return "S";
    case AttributeType::kNumber: return "N";
    case AttributeType::kBinary: return "B";
    case AttributeType::kBool: return "BOOL";
    case AttributeType::kNull: return "NULL";
    case AttributeType::kStringSet: return "SS";
    case AttributeType::kNumberSet: return "NS";
    case AttributeType::kBinarySet: return "BS";
    case AttributeType::kList: return "L";
    case AttributeType::kMap: return "M";
  }
  CHECK(false);
}

AttributeMap::AttributeMap() = default;
AttributeMap::~AttributeMap() = default;
AttributeMap::AttributeMap(const AttributeMap&) = default;
AttributeMap::AttributeMap(AttributeMap&&) noexcept = default;
AttributeMap& AttributeMap::operator=(const AttributeMap&) = default;
AttributeMap& AttributeMap::operator=(AttributeMap&&) noexcept = default;

const AttributeValue* AttributeMap::Find(std::string_view name) const {
  const auto at = LowerBound(entries_, name);
  return at != entries_.end() && at->name == name ? &at->value : nullptr;
}

AttributeValue* AttributeMap::Find(std::string_view name) {
  const auto at = LowerBound(entries_, name);
  return at != entries_.end() && at->name == name ? &at->value : nullptr;
}

void AttributeMap::Set(std::string name, AttributeValue value) {
  if (entries_.empty() || entries_.back().name < name) {
    entries_.push_back({std::move(name), std::move(value)});
    return;
  }
  const auto at = LowerBound(entries_, name);
  if (at != entries_.end() && at->name == name) {
    at->value = std::move(value);
  } else {
    entries_.insert(at, {std::move(name), std::move(value)});
  }
}

bool AttributeMap::Erase(std::string_view name) {
  const auto at = LowerBound(entries_, name);
  if (at == entries_.end() || at->name != name) return false;
  entries_.erase(at);
  return true;
}

AttributeMap::const_iterator AttributeMap::begin() const { return entries_.begin(); }
AttributeMap::const_iterator AttributeMap::end() const { return entries_.end(); }
size_t AttributeMap::size() const { return entries_.size(); }
bool AttributeMap::empty() const { return entries_.empty(); }
void AttributeMap::Reserve(size_t count) { entries_.reserve(count); }

bool operator==(const AttributeMap& a, const AttributeMap& b) { return a.entries_ == b.entries_; }

AttributeType AttributeValue::type() const {
  static constexpr AttributeType kByIndex[] = {AttributeType::kNull,      AttributeType::kString,
                                               AttributeType::kNumber,    AttributeType::kBinary,
                                               AttributeType::kBool,      AttributeType::kStringSet,
                                               AttributeType::kNumberSet, AttributeType::kBinarySet,
                                               AttributeType::kList,      AttributeType::kMap};
  return kByIndex[value_.index()];
}

}  // namespace meridian
