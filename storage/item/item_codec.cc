#include "storage/item/item_codec.h"

#include <algorithm>

#include "storage/base/check.h"

namespace meridian {
namespace {

// Memory set aside on the word of a count alone; beyond it, vectors grow as members come.
constexpr uint32_t kReserveMax = 64;

void AppendCount(size_t count, std::string* out) {
  CHECK(count <= UINT32_MAX);
  for (; count >= 0x80; count >>= 7) out->push_back(static_cast<char>(count | 0x80));
  out->push_back(static_cast<char>(count));
}

void AppendBytes(std::string_view bytes, std::string* out) {
  AppendCount(bytes.size(), out);
  out->append(bytes);
}

void AppendMap(const AttributeMap& map, int depth, std::string* out);
void AppendValue(const AttributeValue& value, int depth, std::string* out);

// What follows a value's type byte, one overload for each type. `depth` counts the lists and maps
// around the value.
struct PayloadAppender {
  int depth;
  std::string* out;

  void operator()(const Null&) const {}
  void operator()(const std::string& text) const { AppendBytes(text, out); }
  void operator()(const Number& number) const { AppendBytes(number.text(), out); }
  void operator()(const Binary& binary) const { AppendBytes(binary.bytes, out); }
  void operator()(bool value) const { out->push_back(value ? 1 : 0); }
  void operator()(const StringSet& set) const { AppendSet(set.members); }
  void operator()(const NumberSet& set) const { AppendSet(set.members); }
  void operator()(const BinarySet& set) const { AppendSet(set.members); }
  void operator()(const List& list) const {
    CHECK(depth < kItemDepthMax);
    AppendCount(list.size(), out);
    for (const AttributeValue& value : list) AppendValue(value, depth + 1, out);
  }
  void operator()(const AttributeMap& map) const {
    CHECK(depth < kItemDepthMax);
    AppendMap(map, depth + 1, out);
  }

  template <class T>
  void AppendSet(const std::vector<T>& members) const {
    CHECK(!members.empty());
    DCHECK(std::is_sorted(members.begin(), members.end()));
    AppendCount(members.size(), out);
    for (const T& member : members) (*this)(member);
  }
};

void AppendValue(const AttributeValue& value, int depth, std::string* out) {
  out->push_back(static_cast<char>(value.type()));
  std::visit(PayloadAppender{depth, out}, value.variant());
}

void AppendMap(const AttributeMap& map, int depth, std::string* out) {
  AppendCount(map.size(), out);
  for (const auto& [name, value] : map) {
    AppendBytes(name, out);
    AppendValue(value, depth, out);
  }
}

// Builds values from a reader, and checks what the reader doesn't.
class Decoder {
 public:
  explicit Decoder(ItemReader* in) : in_(*in) {}

  AttributeMap TakeEntries(uint32_t count, int depth) {
    AttributeMap map;
    map.Reserve(std::min(count, kReserveMax));
    std::string_view before;
    for (uint32_t i = 0; i < count && !in_.failed(); ++i) {
      const std::string_view name = in_.TakeBytes();
      if (i > 0 && name <= before) in_.Fail();
      before = name;
      map.Set(std::string(name), TakeValue(depth));
    }
    return map;
  }

  AttributeValue TakeValue(int depth) {
    switch (in_.TakeType()) {
      case AttributeType::kNull: return AttributeValue();
      case AttributeType::kBool: return AttributeValue::Bool(in_.TakeBool());
      case AttributeType::kString: return AttributeValue::S(TakeMember<std::string>());
      case AttributeType::kNumber: return AttributeValue::N(TakeMember<Number>());
      case AttributeType::kBinary: return AttributeValue::Make(TakeMember<Binary>());
      case AttributeType::kStringSet: return TakeSet<StringSet, std::string>();
      case AttributeType::kNumberSet: return TakeSet<NumberSet, Number>();
      case AttributeType::kBinarySet: return TakeSet<BinarySet, Binary>();
      case AttributeType::kList: return TakeList(depth);
      case AttributeType::kMap:
        if (depth == kItemDepthMax) break;
        return AttributeValue::M(TakeEntries(in_.TakeCount(), depth + 1));
    }
    in_.Fail();
    return {};
  }

 private:
  template <class T>
  T TakeMember() {
    const std::string_view bytes = in_.TakeBytes();
    if constexpr (std::is_same_v<T, std::string>) {
      return std::string(bytes);
    } else if constexpr (std::is_same_v<T, Binary>) {
      return Binary{std::string(bytes)};
    } else {
      auto number = Number::Parse(bytes);
      if (number && number->text() == bytes) return *std::move(number);
      in_.Fail();
      return {};
    }
  }

  template <class Set, class Member>
  AttributeValue TakeSet() {
    const uint32_t count = in_.TakeCount();
    if (count == 0) in_.Fail();
    Set set;
    set.members.reserve(std::min(count, kReserveMax));
    for (uint32_t i = 0; i < count && !in_.failed(); ++i) {
      set.members.push_back(TakeMember<Member>());
      if (i > 0 && set.members[i] <= set.members[i - 1]) in_.Fail();
    }
    return AttributeValue::Make(std::move(set));
  }

  AttributeValue TakeList(int depth) {
    if (depth == kItemDepthMax) in_.Fail();
    const uint32_t count = in_.TakeCount();
    List list;
    list.reserve(std::min(count, kReserveMax));
    for (uint32_t i = 0; i < count && !in_.failed(); ++i) list.push_back(TakeValue(depth + 1));
    return AttributeValue::L(std::move(list));
  }

  ItemReader& in_;
};

}  // namespace

std::string EncodeItem(const Item& item) {
  std::string out;
  AppendItem(item, &out);
  return out;
}

void AppendItem(const Item& item, std::string* out) {
  out->push_back(static_cast<char>(kItemCodecVersion));
  AppendMap(item, 0, out);
}

Result<Item> DecodeItem(std::string_view encoded) {
  ItemReader in(encoded);
  const uint32_t count = in.TakeVersionAndCount();
  Item item = Decoder(&in).TakeEntries(count, 0);
  TRY(in.Finish());
  return item;
}

Result<std::optional<AttributeValue>> DecodeAttribute(std::string_view encoded,
                                                      std::string_view name) {
  ItemReader in(encoded);
  for (uint32_t n = in.TakeVersionAndCount(); n > 0 && !in.failed(); --n) {
    const std::string_view at = in.TakeBytes();
    if (at > name) break;
    if (at < name) {
      in.SkipValue();
      continue;
    }
    AttributeValue value = Decoder(&in).TakeValue(0);
    if (in.failed()) break;
    return std::optional(std::move(value));
  }
  if (in.failed()) return CorruptItem();
  return std::optional<AttributeValue>();
}

}  // namespace meridian
