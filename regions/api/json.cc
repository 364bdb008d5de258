#include "regions/api/json.h"

#include <simdjson.h>

#include <bit>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "storage/base/check.h"

namespace meridian {

namespace dom = simdjson::dom;

// Between a JsonValue and the element it stands for.
struct JsonAccess {
  struct Parts {
    const void* document;
    size_t index;
  };
  static dom::element Element(const JsonValue& value) {
    return std::bit_cast<dom::element>(Parts{value.document_, value.index_});
  }
  static dom::object Object(const JsonValue& value) {
    dom::object object;
    CHECK(Element(value).get_object().get(object) == simdjson::SUCCESS);
    return object;
  }
  static dom::array Array(const JsonValue& value) {
    dom::array array;
    CHECK(Element(value).get_array().get(array) == simdjson::SUCCESS);
    return array;
  }
  static JsonValue Value(const dom::element& element) {
    const auto parts = std::bit_cast<Parts>(element);
    JsonValue value;
    value.document_ = parts.document;
    value.index_ = parts.index;
    return value;
  }
};

namespace {

// Attribute values may be nested 32 deep, two levels of JSON each; the rest is for the request
// around them, and for refusing a little more with the right words.
constexpr size_t kDepthMax = 160;
// A parser that has grown beyond this is not kept for the next request.
constexpr size_t kKeptBytesMax = size_t{1} << 20;
constexpr size_t kKeptParsersMax = 16;

Error Serialization(std::string message) { return Error{Errc::kSerialization, std::move(message)}; }

std::string_view Token(JsonValue value) {
  switch (value.kind()) {
    case JsonValue::Kind::kBool: return value.AsBool() ? "TRUE_VALUE" : "FALSE_VALUE";
    case JsonValue::Kind::kInteger: return "NUMBER_VALUE";
    case JsonValue::Kind::kDecimal: return "DECIMAL_VALUE";
    default: return "STRING_VALUE";
  }
}

// The error for `value` where a scalar of Java's class java.lang.`type` was expected.
Error NotScalar(JsonValue value, std::string_view type) {
  if (value.Is(JsonValue::Kind::kObject))
    return Serialization("Start of structure or map found where not expected");
  if (value.Is(JsonValue::Kind::kArray))
    return Serialization("Unrecognized collection type class java.lang." + std::string(type));
  return Serialization(std::string(Token(value)) + " cannot be converted to " + std::string(type));
}

Result<std::optional<int64_t>> NumberMember(JsonValue object, std::string_view name,
                                            std::string_view type) {
  const JsonValue value = object.Find(name);
  if (!value.exists()) return std::optional<int64_t>();
  if (value.Is(JsonValue::Kind::kInteger) || value.Is(JsonValue::Kind::kDecimal))
    return std::optional<int64_t>(value.AsInteger());
  return NotScalar(value, type);
}

// A value of `kind`, whose Java type is `collection` in messages.
Result<JsonValue> Container(JsonValue value, JsonValue::Kind kind, std::string_view collection) {
  if (!value.exists() || value.Is(kind)) return value;
  if (value.Is(JsonValue::Kind::kNull)) return JsonValue();
  if (value.Is(JsonValue::Kind::kObject))
    return Serialization("Start of structure or map found where not expected");
  if (value.Is(JsonValue::Kind::kArray))
    return Serialization("Unrecognized collection type " + std::string(collection));
  return Serialization("Unexpected field type");
}

}  // namespace

struct JsonDocument::Parser {
  dom::parser parser;

  static std::vector<std::unique_ptr<Parser>>& Kept() {
    thread_local std::vector<std::unique_ptr<Parser>> kept;
    return kept;
  }
  static std::unique_ptr<Parser> Take() {
    auto& kept = Kept();
    if (kept.empty()) return std::make_unique<Parser>();
    auto parser = std::move(kept.back());
    kept.pop_back();
    return parser;
  }
  static void Keep(std::unique_ptr<Parser> parser) {
    if (!parser || parser->parser.capacity() > kKeptBytesMax) return;
    if (Kept().size() < kKeptParsersMax) Kept().push_back(std::move(parser));
  }
};

JsonDocument::JsonDocument() = default;
JsonDocument::~JsonDocument() { Parser::Keep(std::move(parser_)); }
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&& other) noexcept {
  std::swap(parser_, other.parser_);
  std::swap(root_, other.root_);
  return *this;
}

Result<JsonDocument> JsonDocument::Parse(std::string& text) {
  JsonDocument document;
  document.parser_ = Parser::Take();
  dom::parser& parser = document.parser_->parser;
  if (parser.capacity() < text.size() || parser.max_depth() != kDepthMax) {
    // Doubling, so that requests of growing size do not each allocate.
    const size_t capacity = std::bit_ceil(std::max<size_t>(text.size(), 16 * 1024));
    if (parser.allocate(capacity, kDepthMax) != simdjson::SUCCESS) return Serialization("");
  }
  text.reserve(text.size() + simdjson::SIMDJSON_PADDING);
  dom::element root;
  if (parser.parse(text.data(), text.size(), false).get(root) != simdjson::SUCCESS)
    return Serialization("");
  document.root_ = JsonAccess::Value(root);
  return document;
}

JsonValue::Kind JsonValue::kind() const {
  if (!exists()) return Kind::kAbsent;
  switch (JsonAccess::Element(*this).type()) {
    case dom::element_type::ARRAY: return Kind::kArray;
    case dom::element_type::OBJECT: return Kind::kObject;
    case dom::element_type::INT64:
    case dom::element_type::UINT64: return Kind::kInteger;
    case dom::element_type::DOUBLE: return Kind::kDecimal;
    case dom::element_type::STRING: return Kind::kString;
    case dom::element_type::BOOL: return Kind::kBool;
    case dom::element_type::NULL_VALUE: return Kind::kNull;
  }
  return Kind::kAbsent;
}

std::string_view JsonValue::AsString() const {
  std::string_view text;
  CHECK(JsonAccess::Element(*this).get_string().get(text) == simdjson::SUCCESS);
  return text;
}

bool JsonValue::AsBool() const {
  bool value = false;
  CHECK(JsonAccess::Element(*this).get_bool().get(value) == simdjson::SUCCESS);
  return value;
}

int64_t JsonValue::AsInteger() const {
  const dom::element element = JsonAccess::Element(*this);
  int64_t value = 0;
  if (element.get_int64().get(value) == simdjson::SUCCESS) return value;
  const double number = std::trunc(AsDouble());
  if (number >= 0x1p63) return std::numeric_limits<int64_t>::max();
  if (number < -0x1p63) return std::numeric_limits<int64_t>::min();
  return static_cast<int64_t>(number);
}

double JsonValue::AsDouble() const {
  double value = 0;
  CHECK(JsonAccess::Element(*this).get_double().get(value) == simdjson::SUCCESS);
  return value;
}

JsonValue JsonValue::Find(std::string_view name) const {
  JsonValue found;
  for (const auto [key, value] : JsonAccess::Object(*this))
    if (key == name) found = JsonAccess::Value(value);
  return found.Is(Kind::kNull) ? JsonValue() : found;
}

size_t JsonValue::size() const {
  if (Is(Kind::kObject)) return JsonAccess::Object(*this).size();
  return JsonAccess::Array(*this).size();
}

Status JsonValue::Walk(void* state, Visitor visitor) const {
  if (Is(Kind::kObject)) {
    for (const auto [key, value] : JsonAccess::Object(*this))
      TRY(visitor(state, key, JsonAccess::Value(value)));
    return OkStatus();
  }
  for (const dom::element member : JsonAccess::Array(*this))
    TRY(visitor(state, {}, JsonAccess::Value(member)));
  return OkStatus();
}

Result<std::optional<std::string_view>> StringMember(JsonValue object, std::string_view name) {
  const JsonValue value = object.Find(name);
  if (!value.exists()) return std::optional<std::string_view>();
  if (!value.Is(JsonValue::Kind::kString)) return NotScalar(value, "String");
  return std::optional<std::string_view>(value.AsString());
}

Result<std::optional<bool>> BoolMember(JsonValue object, std::string_view name) {
  const JsonValue value = object.Find(name);
  if (!value.exists()) return std::optional<bool>();
  if (value.Is(JsonValue::Kind::kBool)) return std::optional<bool>(value.AsBool());
  if (!value.Is(JsonValue::Kind::kString)) return NotScalar(value, "Boolean");
  const std::string_view text = value.AsString();
  if (text == "true" || text == "1" || text == "yes") return std::optional<bool>(true);
  if (text == "false" || text == "0" || text == "no") return std::optional<bool>(false);
  return Serialization("Unexpected token received from parser");
}

Result<std::optional<int64_t>> IntegerMember(JsonValue object, std::string_view name) {
  return NumberMember(object, name, "Integer");
}

Result<std::optional<int64_t>> LongMember(JsonValue object, std::string_view name) {
  return NumberMember(object, name, "Long");
}

Result<JsonValue> ArrayMember(JsonValue object, std::string_view name) {
  return Container(object.Find(name), JsonValue::Kind::kArray, "");
}

Result<JsonValue> MapMember(JsonValue object, std::string_view name) {
  return Container(object.Find(name), JsonValue::Kind::kObject,
                   "java.util.Map<java.lang.String, "
                   "com.amazonaws.dynamodb.v20120810.AttributeValue>");
}

Result<JsonValue> StructMember(JsonValue object, std::string_view name, std::string_view type) {
  return AsStruct(object.Find(name), type);
}

Result<std::string_view> AsStringValue(JsonValue value) {
  if (!value.exists() || value.Is(JsonValue::Kind::kNull)) return std::string_view();
  if (!value.Is(JsonValue::Kind::kString)) return NotScalar(value, "String");
  return value.AsString();
}

Result<JsonValue> AsStruct(JsonValue value, std::string_view type) {
  // The happy path, taken for every attribute value, builds no string.
  if (value.Is(JsonValue::Kind::kObject)) return value;
  return Container(value, JsonValue::Kind::kObject,
                   "class com.amazonaws.dynamodb.v20120810." + std::string(type));
}

}  // namespace meridian
