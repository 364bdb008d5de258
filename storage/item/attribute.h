// AttributeValue and Item: DynamoDB's data model as values.
//
// An AttributeValue is exactly one of the ten attribute types. An AttributeMap is a flat map sorted
// by name (byte order), used both for maps and for whole items; an Item is an AttributeMap. Sets
// are kept sorted and without duplicates, so that equality of values is equality of the C++ values.
//
// Threads: values.
// Source: Amazon DynamoDB API Reference, AttributeValue.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "storage/item/number.h"

namespace meridian {

// The values are stored on disk and in Kafka: never renumber.
enum class AttributeType : uint8_t {
  kString = 1,
  kNumber = 2,
  kBinary = 3,
  kBool = 4,
  kNull = 5,
  kStringSet = 6,
  kNumberSet = 7,
  kBinarySet = 8,
  kList = 9,
  kMap = 10,
};

// DynamoDB's name of a type: S N B BOOL NULL SS NS BS L M.
std::string_view TypeName(AttributeType type);

class AttributeValue;

struct Binary {
  std::string bytes;
  friend bool operator==(const Binary&, const Binary&) = default;
  friend auto operator<=>(const Binary&, const Binary&) = default;
};
struct Null {
  friend bool operator==(const Null&, const Null&) = default;
};
// Sorted, distinct, not empty.
struct StringSet {
  std::vector<std::string> members;
  friend bool operator==(const StringSet&, const StringSet&) = default;
};
struct NumberSet {
  std::vector<Number> members;
  friend bool operator==(const NumberSet&, const NumberSet&) = default;
};
struct BinarySet {
  std::vector<Binary> members;
  friend bool operator==(const BinarySet&, const BinarySet&) = default;
};
using List = std::vector<AttributeValue>;

class AttributeMap {
 public:
  struct Entry;
  using Entries = std::vector<Entry>;
  using const_iterator = Entries::const_iterator;

  AttributeMap();
  ~AttributeMap();
  AttributeMap(const AttributeMap&);
  AttributeMap(AttributeMap&&) noexcept;
  AttributeMap& operator=(const AttributeMap&);
  AttributeMap& operator=(AttributeMap&&) noexcept;

  // The value under `name`, or nullptr. Invalidated by Set and Erase.
  const AttributeValue* Find(std::string_view name) const;
  AttributeValue* Find(std::string_view name);
  bool Contains(std::string_view name) const { return Find(name) != nullptr; }

  // Adds or replaces. Cheap when names arrive in order.
  void Set(std::string name, AttributeValue value);
  // True if there was one.
  bool Erase(std::string_view name);

  const_iterator begin() const;
  const_iterator end() const;
  size_t size() const;
  bool empty() const;
  void Reserve(size_t count);

  friend bool operator==(const AttributeMap&, const AttributeMap&);

 private:
  Entries entries_;  // Invariant: strictly ascending by name.
};

using Item = AttributeMap;

class AttributeValue {
 public:
  using Variant = std::variant<Null, std::string, Number, Binary, bool, StringSet, NumberSet,
                               BinarySet, List, AttributeMap>;

  // NULL.
  AttributeValue() = default;
  explicit AttributeValue(Variant value) : value_(std::move(value)) {}

  static AttributeValue S(std::string text) { return Make(std::move(text)); }
  static AttributeValue N(Number number) { return Make(std::move(number)); }
  static AttributeValue B(std::string bytes) { return Make(Binary{std::move(bytes)}); }
  static AttributeValue Bool(bool value) { return Make(value); }
  static AttributeValue L(List list) { return Make(std::move(list)); }
  static AttributeValue M(AttributeMap map) { return Make(std::move(map)); }
  template <class T>
  static AttributeValue Make(T value) {
    return AttributeValue(Variant(std::in_place_type<T>, std::move(value)));
  }

  AttributeType type() const;
  bool Is(AttributeType t) const { return type() == t; }

  // nullptr when the value has another type: As<std::string>() for S, As<Number>() for N,
  // As<Binary>(), As<bool>(), As<StringSet>(), As<NumberSet>(), As<BinarySet>(), As<List>(),
  // As<AttributeMap>().
  template <class T>
  const T* As() const {
    return std::get_if<T>(&value_);
  }
  template <class T>
  T* As() {
    return std::get_if<T>(&value_);
  }
  const Variant& variant() const { return value_; }

  friend bool operator==(const AttributeValue&, const AttributeValue&) = default;

 private:
  Variant value_;
};

struct AttributeMap::Entry {
  std::string name;
  AttributeValue value;
  friend bool operator==(const Entry&, const Entry&) = default;
};

}  // namespace meridian
