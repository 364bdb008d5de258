// JsonWriter: appends JSON to one string, for answers and for messages that quote values.
//
// Commas are its business; balance of braces is the caller's. Bytes above 0x7f go out as they are:
// what we store is valid UTF-8.
//
// Threads: confined to one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "storage/item/attribute.h"

namespace meridian {

class JsonWriter {
 public:
  JsonWriter() { out_.reserve(256); }

  JsonWriter& BeginObject() { return Open('{'); }
  JsonWriter& EndObject() { return Close('}'); }
  JsonWriter& BeginArray() { return Open('['); }
  JsonWriter& EndArray() { return Close(']'); }
  // The name of the next value.
  JsonWriter& Key(std::string_view name);

  JsonWriter& String(std::string_view text);
  JsonWriter& Integer(int64_t value);
  // Always with a point or an exponent: 1.0, 0.5.
  JsonWriter& Double(double value);
  JsonWriter& Bool(bool value);
  JsonWriter& Null();
  // The bytes in base64, as a string.
  JsonWriter& Base64(std::string_view bytes);
  // {"S":"…"} and so on.
  JsonWriter& Attribute(const AttributeValue& value);
  // {"name":{"S":"…"},…}.
  JsonWriter& Attributes(const AttributeMap& map);
  // `json` is one JSON value, or members separated by commas, made by another writer.
  JsonWriter& Raw(std::string_view json);

  const std::string& text() const { return out_; }
  std::string Take() { return std::move(out_); }

 private:
  JsonWriter& Open(char brace);
  JsonWriter& Close(char brace);
  void Separate() {
    if (comma_) out_.push_back(',');
    comma_ = true;
  }
  void Quote(std::string_view text);

  std::string out_;
  bool comma_ = false;  // The next value or key needs a comma before it.
};

void AppendBase64(std::string_view bytes, std::string* out);

}  // namespace meridian
