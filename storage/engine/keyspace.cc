#include "storage/engine/keyspace.h"

#include "storage/base/check.h"

namespace meridian {
namespace {

template <class T>
void AppendBigEndian(T value, std::string* out) {
  for (int shift = 8 * (sizeof(T) - 1); shift >= 0; shift -= 8) {
    out->push_back(static_cast<char>(value >> shift));
  }
}

template <class T>
T ReadBigEndian(std::string_view bytes) {
  CHECK(bytes.size() >= sizeof(T));
  T value = 0;
  for (size_t i = 0; i < sizeof(T); ++i) {
    value = static_cast<T>(value << 8) | static_cast<unsigned char>(bytes[i]);
  }
  return value;
}

}  // namespace

void AppendBigEndian16(uint16_t value, std::string* out) { AppendBigEndian(value, out); }
void AppendBigEndian32(uint32_t value, std::string* out) { AppendBigEndian(value, out); }
void AppendBigEndian64(uint64_t value, std::string* out) { AppendBigEndian(value, out); }
uint16_t ReadBigEndian16(std::string_view bytes) { return ReadBigEndian<uint16_t>(bytes); }
uint32_t ReadBigEndian32(std::string_view bytes) { return ReadBigEndian<uint32_t>(bytes); }
uint64_t ReadBigEndian64(std::string_view bytes) { return ReadBigEndian<uint64_t>(bytes); }

std::string RowPrefix(Partition partition, RowKind kind) {
  std::string row;
  AppendBigEndian16(static_cast<uint16_t>(partition), &row);
  row.push_back(static_cast<char>(kind));
  return row;
}

std::string NamedRow(Partition partition, RowKind kind, std::string_view name) {
  std::string row = RowPrefix(partition, kind);
  row.append(name);
  return row;
}

std::string NumberedRow(Partition partition, RowKind kind, uint64_t number) {
  std::string row = RowPrefix(partition, kind);
  AppendBigEndian64(number, &row);
  return row;
}

std::string TablePrefix(Partition partition, RowKind kind, uint32_t table) {
  std::string row = RowPrefix(partition, kind);
  AppendBigEndian32(table, &row);
  return row;
}

std::string TableRow(Partition partition, RowKind kind, uint32_t table, Slot slot,
                     std::string_view key) {
  std::string row;
  row.reserve(kRowPrefixBytes + 6 + key.size());
  AppendBigEndian16(static_cast<uint16_t>(partition), &row);
  row.push_back(static_cast<char>(kind));
  AppendBigEndian32(table, &row);
  AppendBigEndian16(static_cast<uint16_t>(slot), &row);
  row.append(key);
  return row;
}

std::string TombstoneRow(Partition partition, uint64_t settles, uint32_t table, Slot slot,
                         std::string_view key) {
  std::string row = NumberedRow(partition, RowKind::kTombstone, settles);
  AppendBigEndian32(table, &row);
  AppendBigEndian16(static_cast<uint16_t>(slot), &row);
  row.append(key);
  return row;
}

std::optional<TableRowParts> SplitTableRow(std::string_view row, size_t prefix_bytes) {
  if (row.size() < prefix_bytes + 6) return std::nullopt;
  row.remove_prefix(prefix_bytes);
  return TableRowParts{.table = ReadBigEndian32(row),
                       .slot = Slot{ReadBigEndian16(row.substr(4))},
                       .key = row.substr(6)};
}

std::string PrefixEnd(std::string prefix) {
  while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xff) prefix.pop_back();
  CHECK(!prefix.empty());
  prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

}  // namespace meridian
