// How a message is kept in a row: behind a format byte and a CRC32C. docs/formats/disk.md, "Sealed
// rows".
//
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "storage/base/crc32c.h"
#include "storage/base/result.h"
#include "storage/engine/keyspace.h"

namespace meridian {

// format (1) | CRC32C of the rest (4, big-endian) | message.
inline constexpr char kSealedRowFormat = 1;
inline constexpr size_t kSealedRowHeaderBytes = 5;

template <class Message>
std::string SealRow(const Message& message) {
  std::string row(kSealedRowHeaderBytes, '\0');
  message.AppendToString(&row);
  std::string head(1, kSealedRowFormat);
  AppendBigEndian32(Crc32c(std::string_view(row).substr(kSealedRowHeaderBytes)), &head);
  row.replace(0, kSealedRowHeaderBytes, head);
  return row;
}

// `what` names the row in errors: kCorrupt for damaged bytes, kUnsupported for a format of a newer
// release.
template <class Message>
Result<Message> OpenRow(std::string_view row, const char* what) {
  if (row.size() < kSealedRowHeaderBytes) {
    return Error{Errc::kCorrupt, std::string("A stored ") + what + " is cut short"};
  }
  if (row[0] != kSealedRowFormat) {
    return Error{Errc::kUnsupported, std::string("A stored ") + what + " has the unknown format " +
                                         std::to_string(static_cast<unsigned char>(row[0]))};
  }
  const std::string_view body = row.substr(kSealedRowHeaderBytes);
  Message message;
  if (ReadBigEndian32(row.substr(1)) != Crc32c(body) ||
      !message.ParseFromArray(body.data(), static_cast<int>(body.size()))) {
    return Error{Errc::kCorrupt, std::string("A stored ") + what + " fails its checksum"};
  }
  return message;
}

}  // namespace meridian
