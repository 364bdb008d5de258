#include "storage/table/expiry_progress.h"

#include "storage/base/crc32c.h"
#include "storage/table/expiry_rows.h"
#include "storage/table/settings.pb.h"

namespace meridian {
namespace {

constexpr size_t kCrcBytes = 4;

}  // namespace

bool ExpiryProgress::IsFor(const TimeToLive& time_to_live) const {
  return time_to_live.enabled && attribute == time_to_live.attribute &&
         changed_at_millis == time_to_live.changed_at_millis;
}

std::string ExpiryProgressRow(Partition partition, TableNumber table) {
  return TablePrefix(partition, kExpiryProgressRows, static_cast<uint32_t>(table));
}

std::string EncodeExpiryProgress(const ExpiryProgress& progress) {
  storage::v1::ExpiryProgress message;
  message.set_attribute(progress.attribute);
  message.set_changed_at_millis(progress.changed_at_millis);
  message.set_phase(static_cast<uint32_t>(progress.phase));
  message.set_done_to(progress.done_to);
  const std::string body = message.SerializeAsString();
  std::string bytes;
  AppendBigEndian32(Crc32c(body), &bytes);
  return bytes + body;
}

Result<ExpiryProgress> DecodeExpiryProgress(std::string_view bytes) {
  storage::v1::ExpiryProgress message;
  const bool sound =
      bytes.size() >= kCrcBytes && ReadBigEndian32(bytes) == Crc32c(bytes.substr(kCrcBytes)) &&
      message.ParseFromArray(bytes.data() + kCrcBytes, static_cast<int>(bytes.size() - kCrcBytes));
  if (!sound) return Error{Errc::kCorrupt, "The progress of expiry rows is damaged"};
  return ExpiryProgress{.attribute = message.attribute(),
                        .changed_at_millis = message.changed_at_millis(),
                        .phase = static_cast<ExpiryPhase>(message.phase()),
                        .done_to = message.done_to()};
}

}  // namespace meridian
