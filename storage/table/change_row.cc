#include "storage/table/change_row.h"

#include <algorithm>

#include "storage/base/check.h"
#include "storage/base/crc32c.h"
#include "storage/engine/keyspace.h"

namespace meridian {
namespace {

// format (1) | last commit (8) | last sequence (8) | sinks (1) | CRC32C of all before (4), then the
// frames. Numbers are big-endian. A row without a header begins with its first frame's format, 1.
constexpr char kFramesOnly = 1;
constexpr char kWithHeader = 2;
constexpr size_t kCoveredBytes = 18;
constexpr size_t kHeaderBytes = kCoveredBytes + 4;

Result<ChangeRowHeader> HeaderOfFrames(std::string_view frames) {
  ChangeRowHeader header;
  while (!frames.empty()) {
    TRY(const auto decoded, TakeChange(&frames));
    if (!decoded.change) return decoded.change.error();
    header.last = decoded.change->commit;
    header.last_sequence = std::max(header.last_sequence, decoded.change->sequence);
    header.sinks |= decoded.change->sinks;
  }
  return header;
}

// Whether the row has a header, which is whole then.
Result<bool> HasHeader(std::string_view row) {
  const Error damaged{Errc::kCorrupt, "A row of changes is damaged"};
  if (row.empty()) return damaged;
  if (row[0] == kFramesOnly) return false;
  if (row[0] != kWithHeader) {
    return Error{Errc::kUnsupported,
                 "A row of changes has an unknown format; use the release that "
                 "wrote it, or a later one"};
  }
  if (row.size() < kHeaderBytes) return damaged;
  const uint32_t crc = ReadBigEndian32(row.substr(kCoveredBytes));
  if (crc != Crc32c(row.substr(0, kCoveredBytes))) return damaged;
  return true;
}

}  // namespace

ChangeRowHeader HeaderOf(const std::vector<Change>& changes) {
  CHECK(!changes.empty());
  ChangeRowHeader header{.last = changes.back().commit};
  for (const Change& change : changes) {
    header.last_sequence = std::max(header.last_sequence, change.sequence);
    header.sinks |= change.sinks;
  }
  return header;
}

std::string EncodeChangeRow(const ChangeRowHeader& header, const std::vector<Change>& changes) {
  std::string row(1, kWithHeader);
  AppendBigEndian64(header.last, &row);
  AppendBigEndian64(header.last_sequence, &row);
  row.push_back(static_cast<char>(header.sinks));
  AppendBigEndian32(Crc32c(row), &row);
  for (const Change& change : changes) AppendChange(change, /*for_log=*/false, &row);
  return row;
}

Result<ChangeRowHeader> ReadChangeRowHeader(std::string_view row) {
  TRY(const bool has_header, HasHeader(row));
  if (!has_header) return HeaderOfFrames(row);
  return ChangeRowHeader{.last = ReadBigEndian64(row.substr(1)),
                         .last_sequence = ReadBigEndian64(row.substr(9)),
                         .sinks = static_cast<uint8_t>(row[17])};
}

Result<std::string_view> FramesOfChangeRow(std::string_view row) {
  TRY(const bool has_header, HasHeader(row));
  return has_header ? row.substr(kHeaderBytes) : row;
}

}  // namespace meridian
