#include "regions/api/canonical_json.h"

#include <map>
#include <string_view>

#include "storage/base/check.h"

namespace meridian {
namespace {

void AppendText(char kind, std::string_view text, std::string* out) {
  out->push_back(kind);
  out->append(std::to_string(text.size())).push_back(':');
  out->append(text);
}

void AppendObject(JsonValue object, std::string* out) {
  std::map<std::string_view, JsonValue> members;
  const Status walked = object.ForEachMember([&](std::string_view name, JsonValue value) {
    members.insert_or_assign(name, value);
    return OkStatus();
  });
  CHECK(walked.has_value());
  out->push_back('{');
  for (const auto& [name, value] : members) {
    if (value.Is(JsonValue::Kind::kNull)) continue;
    AppendText('k', name, out);
    AppendCanonicalJson(value, out);
  }
  out->push_back('}');
}

void AppendArray(JsonValue array, std::string* out) {
  out->push_back('[');
  const Status walked = array.ForEachElement([&](JsonValue element) {
    AppendCanonicalJson(element, out);
    return OkStatus();
  });
  CHECK(walked.has_value());
  out->push_back(']');
}

}  // namespace

void AppendCanonicalJson(JsonValue value, std::string* out) {
  switch (value.kind()) {
    case JsonValue::Kind::kAbsent:
    case JsonValue::Kind::kNull: return out->push_back('n');
    case JsonValue::Kind::kBool: return out->push_back(value.AsBool() ? 't' : 'f');
    case JsonValue::Kind::kInteger: return AppendText('i', std::to_string(value.AsInteger()), out);
    case JsonValue::Kind::kDecimal: return AppendText('d', std::to_string(value.AsDouble()), out);
    case JsonValue::Kind::kString: return AppendText('s', value.AsString(), out);
    case JsonValue::Kind::kArray: return AppendArray(value, out);
    case JsonValue::Kind::kObject: return AppendObject(value, out);
  }
}

}  // namespace meridian
