// ExpiryProbe: what the expiry of items lets be measured. Listed in docs/operations/metrics.md.
//
// Threads: as Metrics.
#pragma once

#include "storage/base/metrics.h"

namespace meridian {

class ExpiryProbe {
 public:
  explicit ExpiryProbe(Metrics& metrics)
      : deleted_items_(metrics.AddCounter("meridian_storage_expired_items_total",
                                          "Items that this region deleted because their time to "
                                          "live ran out.")) {}

  void Deleted(size_t items) { deleted_items_.Add(static_cast<double>(items)); }

 private:
  Counter deleted_items_;
};

}  // namespace meridian
