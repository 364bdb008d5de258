#include "regions/api/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <variant>

#include "storage/base/check.h"

namespace meridian {

namespace {

// Which bytes cannot stand in a JSON string as they are.
constexpr auto kEscaped = [] {
  std::array<bool, 256> escaped{};
  for (int c = 0; c < 0x20; ++c) escaped[c] = true;
  escaped['"'] = escaped['\\'] = true;
  return escaped;
}();

void AppendEscape(unsigned char c, std::string* out) {
  switch (c) {
    case '"': out->append("\\\""); return;
    case '\\': out->append("\\\\"); return;
    case '\b': out->append("\\b"); return;
    case '\f': out->append("\\f"); return;
    case '\n': out->append("\\n"); return;
    case '\r': out->append("\\r"); return;
    case '\t': out->append("\\t"); return;
    default: break;
  }
  static constexpr char kHex[] = "0123456789abcdef";
  out->append("\\u00");
  out->push_back(kHex[c >> 4]);
  out->push_back(kHex[c & 15]);
}

// Writes the one member of an attribute value.
struct ValueWriter {
  JsonWriter& json;

  void operator()(const Null&) const { json.Key("NULL").Bool(true); }
  void operator()(const std::string& text) const { json.Key("S").String(text); }
  void operator()(const Number& number) const { json.Key("N").String(number.text()); }
  void operator()(const Binary& binary) const { json.Key("B").Base64(binary.bytes); }
  void operator()(bool value) const { json.Key("BOOL").Bool(value); }
  void operator()(const StringSet& set) const {
    json.Key("SS").BeginArray();
    for (const std::string& member : set.members) json.String(member);
    json.EndArray();
  }
  void operator()(const NumberSet& set) const {
    json.Key("NS").BeginArray();
    for (const Number& member : set.members) json.String(member.text());
    json.EndArray();
  }
  void operator()(const BinarySet& set) const {
    json.Key("BS").BeginArray();
    for (const Binary& member : set.members) json.Base64(member.bytes);
    json.EndArray();
  }
  void operator()(const List& list) const {
    json.Key("L").BeginArray();
    for (const AttributeValue& member : list) json.Attribute(member);
    json.EndArray();
  }
  void operator()(const AttributeMap& map) const { json.Key("M").Attributes(map); }
};

}  // namespace

JsonWriter& JsonWriter::Open(char brace) {
  Separate();
  out_.push_back(brace);
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::Close(char brace) {
  out_.push_back(brace);
  comma_ = true;
  return *this;
}

void JsonWriter::Quote(std::string_view text) {
  out_.push_back('"');
  size_t begin = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (!kEscaped[c]) [[likely]]
      continue;
    out_.append(text, begin, i - begin);
    AppendEscape(c, &out_);
    begin = i + 1;
  }
  out_.append(text, begin);
  out_.push_back('"');
}

JsonWriter& JsonWriter::Key(std::string_view name) {
  Separate();
  Quote(name);
  out_.push_back(':');
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::String(std::string_view text) {
  Separate();
  Quote(text);
  return *this;
}

JsonWriter& JsonWriter::Integer(int64_t value) {
  Separate();
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof(digits), value).ptr;
  out_.append(digits, end);
  return *this;
}

JsonWriter& JsonWriter::Double(double value) {
  CHECK(std::isfinite(value));
  Separate();
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof(digits), value).ptr;
  const std::string_view text(digits, end);
  out_.append(text);
  if (text.find_first_of(".e") == text.npos) out_.append(".0");
  return *this;
}

JsonWriter& JsonWriter::Bool(bool value) {
  Separate();
  out_.append(value ? "true" : "false");
  return *this;
}

JsonWriter& JsonWriter::Null() {
  Separate();
  out_.append("null");
  return *this;
}

JsonWriter& JsonWriter::Base64(std::string_view bytes) {
  Separate();
  out_.push_back('"');
  AppendBase64(bytes, &out_);
  out_.push_back('"');
  return *this;
}

JsonWriter& JsonWriter::Attribute(const AttributeValue& value) {
  BeginObject();
  std::visit(ValueWriter{*this}, value.variant());
  return EndObject();
}

JsonWriter& JsonWriter::Attributes(const AttributeMap& map) {
  BeginObject();
  for (const auto& [name, value] : map) Key(name).Attribute(value);
  return EndObject();
}

JsonWriter& JsonWriter::Raw(std::string_view json) {
  Separate();
  out_.append(json);
  return *this;
}

void AppendBase64(std::string_view bytes, std::string* out) {
  static constexpr char kDigits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto at = [&](size_t i) {
    return i < bytes.size() ? static_cast<uint32_t>(static_cast<unsigned char>(bytes[i])) : 0;
  };
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const uint32_t bits = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    const size_t left = bytes.size() - i;
    const char group[4] = {kDigits[bits >> 18], kDigits[bits >> 12 & 63],
                           left > 1 ? kDigits[bits >> 6 & 63] : '=',
                           left > 2 ? kDigits[bits & 63] : '='};
    out->append(group, 4);
  }
}

}  // namespace meridian
