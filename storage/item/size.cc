#include "storage/item/size.h"

#include <algorithm>

namespace meridian {
namespace {

constexpr size_t kDocumentBytes = 3;
constexpr size_t kElementBytes = 1;

struct SizeOf {
  size_t operator()(const Null&) const { return 1; }
  size_t operator()(bool) const { return 1; }
  size_t operator()(const std::string& text) const { return text.size(); }
  size_t operator()(const Number& number) const { return number.SizeBytes(); }
  size_t operator()(const Binary& binary) const { return binary.bytes.size(); }
  size_t operator()(const StringSet& set) const { return SumOf(set.members); }
  size_t operator()(const NumberSet& set) const { return SumOf(set.members); }
  size_t operator()(const BinarySet& set) const { return SumOf(set.members); }
  size_t operator()(const List& list) const {
    size_t bytes = kDocumentBytes + kElementBytes * list.size();
    for (const AttributeValue& value : list) bytes += AttributeSizeBytes(value);
    return bytes;
  }
  size_t operator()(const AttributeMap& map) const {
    return kDocumentBytes + kElementBytes * map.size() + ItemSizeBytes(map);
  }

  template <class T>
  size_t SumOf(const std::vector<T>& members) const {
    size_t bytes = 0;
    for (const T& member : members) bytes += (*this)(member);
    return bytes;
  }
};

}  // namespace

size_t ItemSizeBytes(const Item& item) {
  size_t bytes = 0;
  for (const auto& [name, value] : item) bytes += name.size() + AttributeSizeBytes(value);
  return bytes;
}

size_t AttributeSizeBytes(const AttributeValue& value) {
  return std::visit(SizeOf(), value.variant());
}

int NestingDepth(const AttributeValue& value) {
  int deepest = 0;
  if (const auto* list = value.As<List>()) {
    for (const AttributeValue& member : *list) deepest = std::max(deepest, NestingDepth(member));
    return deepest + 1;
  }
  if (const auto* map = value.As<AttributeMap>()) {
    for (const auto& entry : *map) deepest = std::max(deepest, NestingDepth(entry.value));
    return deepest + 1;
  }
  return 0;
}

}  // namespace meridian
