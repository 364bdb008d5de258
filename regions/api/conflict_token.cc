#include "regions/api/conflict_token.h"

#include <utility>

#include "regions/api/attribute_json.h"
#include "regions/api/errors.h"
#include "regions/api/json_writer.h"
#include "storage/base/check.h"
#include "storage/engine/keyspace.h"
#include "storage/item/key.h"

namespace meridian {
namespace {

constexpr size_t kPartitionBytes = 2;
constexpr size_t kSlotBytes = 2;
// The longest region's name and what surrounds it (storage/table/item_turns.h, ConflictRow).
constexpr size_t kLoserBytesMax = 17 + 255;
// Twice the longest key, since its encoding may double bytes, and all the rest.
constexpr size_t kTokenCharactersMax = 16 * 1024;

Error InvalidToken() { return Validation("The provided NextToken is invalid"); }

std::string PrefixOf(const Table& table, Partition partition) {
  return TablePrefix(partition, RowKind::kConflict, static_cast<uint32_t>(table.number));
}

// The item's key that `rest` begins with; takes it off.
Result<ItemKey> TakeKey(const TableSchema& schema, std::string_view* rest) {
  ItemKey key;
  const std::string_view whole = *rest;
  TRY(TakeKeyPart(schema.hash.type, rest));
  key.hash = whole.substr(0, whole.size() - rest->size());
  const std::string_view behind_hash = *rest;
  if (schema.range) {
    TRY(TakeKeyPart(schema.range->type, rest));
    key.range = behind_hash.substr(0, behind_hash.size() - rest->size());
  }
  key.slot = SlotOf(key.hash);
  return key;
}

}  // namespace

std::string EncodeConflictToken(const Table& table, std::string_view store_token) {
  CHECK(store_token.size() > kPartitionBytes);
  const std::string prefix = PrefixOf(table, Partition{ReadBigEndian16(store_token)});
  CHECK(store_token.starts_with(prefix));
  std::string bytes(store_token.substr(0, kPartitionBytes));
  bytes.append(store_token.substr(prefix.size()));
  std::string token;
  AppendBase64(bytes, &token);
  return token;
}

Result<std::string> DecodeConflictToken(const Table& table, const std::optional<ItemKey>& key,
                                        std::string_view token) {
  if (token.size() > kTokenCharactersMax) return InvalidToken();
  const auto bytes = DecodeBase64(token);
  if (!bytes || bytes->size() < kPartitionBytes + kSlotBytes) return InvalidToken();
  const Partition partition{ReadBigEndian16(*bytes)};
  const std::string_view row = std::string_view(*bytes).substr(kPartitionBytes);
  const Slot slot{ReadBigEndian16(row)};
  std::string_view rest = row.substr(kSlotBytes);
  const auto at = TakeKey(table.schema, &rest);
  if (!at || at->slot != slot || (key && *key != *at)) return InvalidToken();
  if (rest.empty() || rest.size() > kLoserBytesMax) return InvalidToken();
  return PrefixOf(table, partition).append(row);
}

}  // namespace meridian
