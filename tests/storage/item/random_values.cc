#include "tests/storage/item/random_values.h"

#include <algorithm>
#include <set>

#include "storage/base/check.h"

namespace meridian {

std::string Hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    hex += kDigits[static_cast<uint8_t>(c) >> 4];
    hex += kDigits[static_cast<uint8_t>(c) & 15];
  }
  return hex;
}

std::string Unhex(std::string_view hex) {
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

std::string RandomValues::Parts::Text() const {
  if (digits.empty()) return "0";
  std::string text;
  if (negative) text += '-';
  text += digits.front();
  text += '.';
  text += digits.substr(1);
  return text + "E" + std::to_string(power);
}

Number RandomValues::Parts::ToNumber() const {
  auto number = Number::Parse(Text());
  CHECK(number);
  return *std::move(number);
}

RandomValues::Parts RandomValues::AnyParts() {
  Parts parts;
  if (Below(50) == 0) return parts;
  parts.negative = Below(2) == 0;
  const size_t count = 1 + (Below(2) == 0 ? Below(6) : Below(38));
  for (size_t i = 0; i < count; ++i) {
    const bool edge = i == 0 || i + 1 == count;
    parts.digits += static_cast<char>(edge ? '1' + Below(9) : '0' + Below(10));
  }
  parts.power =
      Below(2) == 0 ? static_cast<int>(Below(12)) - 6 : static_cast<int>(Below(256)) - 130;
  return parts;
}

RandomValues::Parts RandomValues::Near(const Parts& parts) {
  Parts near = parts;
  if (near.digits.empty()) return AnyParts();
  switch (Below(5)) {
    case 0: near.negative = !near.negative; break;
    case 1: near.power = std::clamp(near.power + static_cast<int>(Below(3)) - 1, -130, 125); break;
    case 2:
      if (near.digits.size() < 38) near.digits += static_cast<char>('1' + Below(9));
      break;
    case 3: near.digits.back() = static_cast<char>('1' + Below(9)); break;
    default: return AnyParts();
  }
  return near;
}

std::string RandomValues::Bytes(size_t max) {
  std::string bytes(Below(max + 1), '\0');
  for (char& c : bytes) {
    switch (Below(4)) {
      case 0: c = '\0'; break;
      case 1: c = '\xff'; break;
      case 2: c = '\x01'; break;
      default: c = static_cast<char>(Below(256));
    }
  }
  return bytes;
}

AttributeValue RandomValues::AnyValue(int depth) {
  const size_t members = 1 + Below(4);
  switch (Below(depth > 0 ? 10 : 8)) {
    case 0: return AttributeValue::S(Bytes(20));
    case 1: return AttributeValue::N(AnyNumber());
    case 2: return AttributeValue::B(Bytes(300));
    case 3: return AttributeValue::Bool(Below(2) == 0);
    case 4: return AttributeValue();
    case 5: {
      std::set<std::string> set;
      while (set.size() < members) set.insert(Bytes(8));
      return AttributeValue::Make(StringSet{{set.begin(), set.end()}});
    }
    case 6: {
      std::set<Number> set;
      while (set.size() < members) set.insert(AnyNumber());
      return AttributeValue::Make(NumberSet{{set.begin(), set.end()}});
    }
    case 7: {
      std::set<Binary> set;
      while (set.size() < members) set.insert(Binary{Bytes(8)});
      return AttributeValue::Make(BinarySet{{set.begin(), set.end()}});
    }
    case 8: {
      List list;
      for (size_t i = Below(4); i > 0; --i) list.push_back(AnyValue(depth - 1));
      return AttributeValue::L(std::move(list));
    }
    default: {
      AttributeMap map;
      for (size_t i = Below(4); i > 0; --i) map.Set(Bytes(6), AnyValue(depth - 1));
      return AttributeValue::M(std::move(map));
    }
  }
}

Item RandomValues::AnyItem() {
  Item item;
  for (size_t i = Below(8); i > 0; --i) item.Set(Bytes(6), AnyValue(4));
  return item;
}

}  // namespace meridian
