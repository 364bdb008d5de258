#include "storage/item/item_reader.h"

namespace meridian {

uint32_t ItemReader::TakeVersionAndCount() {
  if (rest_.empty() || static_cast<uint8_t>(rest_.front()) != kItemCodecVersion) {
    Fail();
    return 0;
  }
  rest_.remove_prefix(1);
  return TakeCount();
}

// A base-128 varint of at most five bytes, the shortest there is for its value. Counts and lengths
// alike cannot exceed what is left, as every member takes a byte or more.
uint32_t ItemReader::TakeCount() {
  uint64_t value = 0;
  for (size_t i = 0; i < rest_.size() && i < 5; ++i) {
    const auto byte = static_cast<uint8_t>(rest_[i]);
    value |= static_cast<uint64_t>(byte & 0x7f) << (7 * i);
    if (byte >= 0x80) continue;
    const bool minimal = i == 0 || byte != 0;
    rest_.remove_prefix(i + 1);
    if (!minimal || value > rest_.size()) break;
    return static_cast<uint32_t>(value);
  }
  Fail();
  return 0;
}

std::string_view ItemReader::TakeBytes() {
  const uint32_t length = TakeCount();
  const std::string_view bytes = rest_.substr(0, length);
  rest_.remove_prefix(length);
  return bytes;
}

AttributeType ItemReader::TakeType() {
  if (!rest_.empty()) {
    const auto byte = static_cast<uint8_t>(rest_.front());
    if (byte >= static_cast<uint8_t>(AttributeType::kString) &&
        byte <= static_cast<uint8_t>(AttributeType::kMap)) {
      rest_.remove_prefix(1);
      return static_cast<AttributeType>(byte);
    }
  }
  Fail();
  return AttributeType::kNull;
}

bool ItemReader::TakeBool() {
  if (rest_.empty() || static_cast<uint8_t>(rest_.front()) > 1) {
    Fail();
    return false;
  }
  const bool value = rest_.front() == 1;
  rest_.remove_prefix(1);
  return value;
}

void ItemReader::SkipValue() { SkipValue(0); }

void ItemReader::SkipValue(int depth) {
  switch (const AttributeType type = TakeType()) {
    case AttributeType::kNull: return;
    case AttributeType::kBool: TakeBool(); return;
    case AttributeType::kString:
    case AttributeType::kNumber:
    case AttributeType::kBinary: TakeBytes(); return;
    case AttributeType::kStringSet:
    case AttributeType::kNumberSet:
    case AttributeType::kBinarySet:
      for (uint32_t n = TakeCount(); n > 0 && !failed_; --n) TakeBytes();
      return;
    case AttributeType::kList:
    case AttributeType::kMap:
      if (depth == kItemDepthMax) return Fail();
      for (uint32_t n = TakeCount(); n > 0 && !failed_; --n) {
        if (type == AttributeType::kMap) TakeBytes();
        SkipValue(depth + 1);
      }
      return;
  }
}

void ItemReader::Fail() {
  failed_ = true;
  rest_ = {};
}

Status ItemReader::Finish() const {
  if (failed_ || !rest_.empty()) return CorruptItem();
  return OkStatus();
}

Error CorruptItem() {
  return {Errc::kCorrupt, "an encoded item is malformed; verify the table against its replicas"};
}

}  // namespace meridian
