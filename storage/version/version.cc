#include "storage/version/version.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace meridian {
namespace {

template <class T>
bool ParseWhole(std::string_view text, T* value, int base = 10) {
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), *value, base);
  return ec == std::errc() && end == text.data() + text.size() && !text.empty();
}

auto FindOrigin(auto& entries, const Origin& origin) {
  return std::lower_bound(entries.begin(), entries.end(), origin,
                          [](const auto& entry, const Origin& o) { return entry.origin < o; });
}

}  // namespace

std::string HybridTime::ToString() const {
  return std::to_string(millis()) + "." + std::to_string(logical());
}

Result<HybridTime> HybridTime::Parse(std::string_view text) {
  const size_t dot = text.find('.');
  uint64_t millis = 0;
  uint16_t logical = 0;
  if (dot == std::string_view::npos || !ParseWhole(text.substr(0, dot), &millis) ||
      !ParseWhole(text.substr(dot + 1), &logical) || millis >= (uint64_t{1} << 48)) {
    return Error{Errc::kValidation,
                 "A version's time has the form <milliseconds since the epoch>.<logical count>"};
  }
  return HybridTime{(millis << 16) | logical};
}

std::string Origin::ToString() const {
  char hex[17];
  std::snprintf(hex, sizeof(hex), "%016llx", static_cast<unsigned long long>(incarnation));
  return region + "/" + hex;
}

Result<Origin> Origin::Parse(std::string_view text) {
  const size_t slash = text.rfind('/');
  Origin origin;
  if (slash == std::string_view::npos || slash == 0 ||
      !ParseWhole(text.substr(slash + 1), &origin.incarnation, 16)) {
    return Error{Errc::kValidation, "A version's origin has the form <region>/<incarnation>"};
  }
  origin.region = text.substr(0, slash);
  return origin;
}

HybridTime SeenVector::Of(const Origin& origin) const {
  const auto at = FindOrigin(entries_, origin);
  return at != entries_.end() && at->origin == origin ? at->time : HybridTime{};
}

void SeenVector::Raise(const Origin& origin, HybridTime time, HybridTime settles) {
  const auto at = FindOrigin(entries_, origin);
  if (at == entries_.end() || at->origin != origin) {
    entries_.insert(at, {origin, time, settles});
    return;
  }
  at->time = std::max(at->time, time);
  at->settles = std::max(at->settles, settles);
}

void SeenVector::Merge(const SeenVector& other) {
  for (const Entry& entry : other.entries_) Raise(entry.origin, entry.time, entry.settles);
}

void SeenVector::DropSettled(HybridTime horizon) {
  std::erase_if(entries_, [&](const Entry& entry) { return entry.settles <= horizon; });
}

std::strong_ordering Order(const Version& a, const Version& b) {
  if (const auto order = a.policy_epoch <=> b.policy_epoch; order != 0) return order;
  if (const auto order = a.time <=> b.time; order != 0) return order;
  return a.origin <=> b.origin;
}

bool Includes(const Version& b, const Version& a) {
  return b.seen.Of(a.origin) >= a.time || a.settles() <= b.horizon;
}

Causality Classify(const Version& a, const Version& b) {
  if (a.id() == b.id()) return Causality::kEqual;
  const bool before = Includes(b, a);
  const bool after = Includes(a, b);
  // Both can include the other only after a merge of the two: then the total order tells which
  // state is the later knowledge, and neither is a conflict.
  if (before && after) return Order(a, b) < 0 ? Causality::kBefore : Causality::kAfter;
  if (before) return Causality::kBefore;
  if (after) return Causality::kAfter;
  return Causality::kConcurrent;
}

}  // namespace meridian
