// Number's ordered bytes. Their layout is docs/formats/disk.md, "Number in keys".
#include <string>

#include "storage/item/decimal.h"
#include "storage/item/number.h"

namespace meridian {
namespace {

constexpr uint8_t kNegative = 0x7f;
constexpr uint8_t kZero = 0x80;
constexpr uint8_t kPositive = 0x81;
// Added to the exponent, so that the least (-129) is 0 and the greatest (126) is 255.
constexpr int kExponentBias = -(kNumberPowerMin + 1);
static_assert(kNumberPowerMax + 1 + kExponentBias == 0xff);
constexpr size_t kPairsMax = kNumberDigitsMax / 2;

Error Corrupt() { return {Errc::kCorrupt, "an encoded number is malformed"}; }

}  // namespace

void Number::AppendOrdered(std::string* out) const {
  const Decimal d = Decimal::FromCanonical(text_);
  if (d.count == 0) {
    out->push_back(static_cast<char>(kZero));
    return;
  }
  // A negative number is its magnitude with every bit turned over: a larger one sorts before.
  const uint8_t flip = d.negative ? 0xff : 0x00;
  const auto put = [&](int byte) { out->push_back(static_cast<char>(byte ^ flip)); };
  out->push_back(static_cast<char>(d.negative ? kNegative : kPositive));
  put(d.exponent + kExponentBias);
  for (int i = 0; i < d.count; i += 2) {
    const int tens = d.digits[i] - '0';
    const int ones = i + 1 < d.count ? d.digits[i + 1] - '0' : 0;
    const int more = i + 2 < d.count ? 1 : 0;
    put((tens * 10 + ones) * 2 + more);
  }
}

Result<Number> Number::TakeOrdered(std::string_view* in) {
  if (in->empty()) return Corrupt();
  const auto lead = static_cast<uint8_t>(in->front());
  if (lead == kZero) {
    in->remove_prefix(1);
    return Number();
  }
  if (lead != kNegative && lead != kPositive) return Corrupt();
  const uint8_t flip = lead == kNegative ? 0xff : 0x00;
  const auto byte_at = [&](size_t i) { return static_cast<uint8_t>((*in)[i]) ^ flip; };
  if (in->size() < 3) return Corrupt();
  const int exponent = byte_at(1) - kExponentBias;

  std::string digits;
  for (size_t i = 0;; ++i) {
    if (i == kPairsMax || i + 2 >= in->size()) return Corrupt();
    const int byte = byte_at(i + 2);
    const int pair = byte / 2;
    const bool last = byte % 2 == 0;
    // One number has one encoding: the first digit and the last pair are not zero.
    if (pair > 99 || (i == 0 && pair < 10) || (last && pair == 0)) return Corrupt();
    digits += static_cast<char>('0' + pair / 10);
    digits += static_cast<char>('0' + pair % 10);
    if (!last) continue;
    in->remove_prefix(i + 3);
    break;
  }
  TRY(std::string canonical, CanonicalText(lead == kNegative, digits, exponent));
  return Number(std::move(canonical));
}

}  // namespace meridian
