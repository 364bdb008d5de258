#include "storage/item/key.h"

#include <xxhash.h>

#include "storage/base/check.h"

namespace meridian {
namespace {

// After a zero byte: the zero was data, or the part is over. The end is the least of all that may
// follow a prefix, so that a prefix sorts first.
constexpr char kZeroIsData = '\xff';
constexpr char kZeroIsEnd = '\x01';

Result<std::string> TakeBytes(std::string_view* in) {
  std::string bytes;
  for (;;) {
    const size_t zero = in->find('\0');
    if (zero == std::string_view::npos || zero + 1 == in->size()) break;
    const char what = (*in)[zero + 1];
    bytes.append(in->substr(0, zero));
    in->remove_prefix(zero + 2);
    if (what == kZeroIsEnd) return bytes;
    if (what != kZeroIsData) break;
    bytes.push_back('\0');
  }
  return Error{Errc::kCorrupt, "an encoded key part is malformed"};
}

}  // namespace

void AppendKeyPart(const AttributeValue& value, std::string* out) {
  if (const auto* number = value.As<Number>()) return number->AppendOrdered(out);
  const auto* text = value.As<std::string>();
  const auto* binary = value.As<Binary>();
  CHECK(text != nullptr || binary != nullptr);
  AppendKeyPartPrefix(text != nullptr ? *text : binary->bytes, out);
  out->push_back('\0');
  out->push_back(kZeroIsEnd);
}

void AppendKeyPartPrefix(std::string_view bytes, std::string* out) {
  for (;;) {
    const size_t zero = bytes.find('\0');
    out->append(bytes.substr(0, zero));
    if (zero == std::string_view::npos) return;
    out->push_back('\0');
    out->push_back(kZeroIsData);
    bytes.remove_prefix(zero + 1);
  }
}

Result<AttributeValue> TakeKeyPart(AttributeType type, std::string_view* in) {
  if (type == AttributeType::kNumber) {
    TRY(Number number, Number::TakeOrdered(in));
    return AttributeValue::N(std::move(number));
  }
  CHECK(type == AttributeType::kString || type == AttributeType::kBinary);
  TRY(std::string bytes, TakeBytes(in));
  if (type == AttributeType::kString) return AttributeValue::S(std::move(bytes));
  return AttributeValue::B(std::move(bytes));
}

Slot SlotOf(std::string_view encoded_partition_key) {
  return static_cast<Slot>(XXH3_64bits(encoded_partition_key.data(), encoded_partition_key.size()) &
                           0xffff);
}

}  // namespace meridian
