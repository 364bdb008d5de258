#include "storage/table/expiry_rows.h"

#include <charconv>

#include "storage/item/item_codec.h"

namespace meridian {
namespace {

std::optional<uint64_t> WholeSeconds(const Number& number) {
  // Canonical: no exponent, no plus sign. What is behind the point is less than a second.
  const std::string_view text = number.text();
  const std::string_view digits = text.substr(0, text.find('.'));
  uint64_t seconds = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return seconds;
}

}  // namespace

std::string ExpiryRow(Partition partition, uint64_t seconds, uint32_t table, Slot slot,
                      std::string_view key) {
  std::string row = NumberedRow(partition, kExpiryRows, seconds);
  AppendBigEndian32(table, &row);
  AppendBigEndian16(static_cast<uint16_t>(slot), &row);
  row.append(key);
  return row;
}

std::optional<uint64_t> ExpirySeconds(const ItemState& state, const std::string& attribute) {
  if (!state.live() || state.value->codec != PayloadCodec::kPlain) return std::nullopt;
  const auto value = DecodeAttribute(state.value->bytes, attribute);
  if (!value || !value->has_value()) return std::nullopt;
  const Number* number = (*value)->As<Number>();
  return number != nullptr ? WholeSeconds(*number) : std::nullopt;
}

std::optional<ExpiryRowParts> SplitExpiryRow(std::string_view row) {
  const auto item = SplitTableRow(row, kRowPrefixBytes + sizeof(uint64_t));
  if (!item.has_value()) return std::nullopt;
  return ExpiryRowParts{.seconds = ReadBigEndian64(row.substr(kRowPrefixBytes)), .item = *item};
}

void MoveExpiryRow(Turn& turn, Partition partition, TableNumber table,
                   const TimeToLive& time_to_live, Slot slot, std::string_view key,
                   const ItemState* stored, const ItemState* next) {
  if (!time_to_live.enabled) return;
  const auto time_of = [&](const ItemState* state) {
    return state != nullptr ? ExpirySeconds(*state, time_to_live.attribute) : std::nullopt;
  };
  const auto before = time_of(stored);
  const auto after = time_of(next);
  const auto row = [&](uint64_t seconds) {
    return ExpiryRow(partition, seconds, static_cast<uint32_t>(table), slot, key);
  };
  if (before.has_value() && before != after) turn.Delete(row(*before));
  // Also when it stays: the item may be older than the setting, and not have its row yet.
  if (after.has_value()) turn.Put(row(*after), "");
}

}  // namespace meridian
