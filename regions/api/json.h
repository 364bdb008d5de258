// JSON of requests: a parsed body and typed access to it, in DynamoDB's words when a type is wrong.
//
// A JsonDocument owns one parsed body; a JsonValue is a view into it, as small as two words and
// valid as long as its document, also across suspensions. Parsers are kept and reused by each
// thread, so that a request allocates nothing for its JSON. Of a member that occurs twice the last
// one counts, and a member that is null counts as absent, both as in DynamoDB's own parser.
//
// The typed readers below give kSerialization errors ("NUMBER_VALUE cannot be converted to
// String").
//
// Threads: a JsonDocument is confined to its request, which may move between threads.
// Source: dynamodb.md 1.3; RFC 8259.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "storage/base/result.h"

namespace meridian {

class JsonValue {
 public:
  enum class Kind : uint8_t { kAbsent, kNull, kBool, kInteger, kDecimal, kString, kArray, kObject };

  // Absent.
  JsonValue() = default;

  Kind kind() const;
  bool exists() const { return document_ != nullptr; }
  bool Is(Kind k) const { return kind() == k; }

  // Requires: the kind. Valid as long as the document.
  std::string_view AsString() const;
  bool AsBool() const;
  // Requires: kInteger or kDecimal. Truncates, and saturates at the ends of the range.
  int64_t AsInteger() const;
  double AsDouble() const;

  // The last member called `name` unless it is null; absent if there is none. Requires: kObject.
  JsonValue Find(std::string_view name) const;
  // Members of an object, elements of an array. Requires: kArray or kObject.
  size_t size() const;

  // Calls `visit(std::string_view name, JsonValue value) -> Status` for each member in the order of
  // the text, nulls too; the first error ends the walk and is returned. Requires: kObject.
  template <class Visit>
  Status ForEachMember(Visit&& visit) const {
    return Walk(&visit, [](void* v, std::string_view name, JsonValue value) {
      return (*static_cast<std::remove_reference_t<Visit>*>(v))(name, value);
    });
  }
  // The same with `visit(JsonValue element) -> Status`. Requires: kArray.
  template <class Visit>
  Status ForEachElement(Visit&& visit) const {
    return Walk(&visit, [](void* v, std::string_view, JsonValue value) {
      return (*static_cast<std::remove_reference_t<Visit>*>(v))(value);
    });
  }

 private:
  friend class JsonDocument;
  friend struct JsonAccess;
  using Visitor = Status (*)(void* state, std::string_view name, JsonValue value);
  Status Walk(void* state, Visitor visitor) const;

  // A simdjson::dom::element by its parts, so that no header of ours needs simdjson's.
  const void* document_ = nullptr;
  size_t index_ = 0;
};

class JsonDocument {
 public:
  JsonDocument();
  ~JsonDocument();
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;

  // kSerialization, without a message, if `text` is not JSON, or nested deeper than any request can
  // be. The document keeps nothing of `text`, which may get more capacity here.
  static Result<JsonDocument> Parse(std::string& text);

  JsonValue root() const { return root_; }

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
  JsonValue root_;
};

// Typed members of an object. nullopt, or an absent JsonValue, when the member is missing or null;
// kSerialization when it has another type. Requires: `object` is an object.
Result<std::optional<std::string_view>> StringMember(JsonValue object, std::string_view name);
// Also "true", "yes", "1" and their opposites, as DynamoDB coerces them.
Result<std::optional<bool>> BoolMember(JsonValue object, std::string_view name);
Result<std::optional<int64_t>> IntegerMember(JsonValue object, std::string_view name);
Result<std::optional<int64_t>> LongMember(JsonValue object, std::string_view name);
Result<JsonValue> ArrayMember(JsonValue object, std::string_view name);
// A map with names of the client's choice (Key, Item, RequestItems).
Result<JsonValue> MapMember(JsonValue object, std::string_view name);
// A structure, called `type` in the error (StreamSpecification, AttributeDefinition …).
Result<JsonValue> StructMember(JsonValue object, std::string_view name, std::string_view type);

// The same for a value that stands by itself, such as a list's element. Null is refused by nobody
// here: it gives an absent JsonValue, or an empty view.
Result<std::string_view> AsStringValue(JsonValue value);
Result<JsonValue> AsStruct(JsonValue value, std::string_view type);

}  // namespace meridian
