#include "replicator/catalog_intake.h"

#include "storage/base/log.h"

namespace meridian {

CatalogIntake::CatalogIntake(Position position, const IntakePorts& ports, IntakeOwner& owner)
    : ports_(ports),
      owner_(owner),
      received_(position),
      applied_(std::move(position)),
      tether_(ports.scheduler) {}

void CatalogIntake::Add(int64_t offset, LogBatch batch) {
  if (batch.first_sequence == 0) {
    received_.offset = offset;
    covered_ = std::max(covered_, batch.last_sequence);
    queue_.push_back({received_, std::move(batch.snapshot)});
    return Pump();
  }
  received_.sequence = std::max(received_.sequence, covered_);
  if (batch.first_sequence > received_.sequence + 1) {
    return owner_.OnFailed(Errc::kNotFound, "The control log has a gap: sequence " +
                                                std::to_string(batch.first_sequence) + " follows " +
                                                std::to_string(received_.sequence) +
                                                "; this region must be filled again from that one");
  }
  auto registers = RegistersOf(batch);
  if (!registers) return owner_.OnFailed(registers.error().code, registers.error().message);
  received_.offset = offset;
  received_.sequence = std::max(received_.sequence, batch.last_sequence);
  queue_.push_back({received_, *std::move(registers)});
  Pump();
}

void CatalogIntake::CaughtUp() {
  if (covered_ <= received_.sequence) return;
  received_.sequence = covered_;
  queue_.push_back({received_, {}});
  Pump();
}

Result<std::vector<Register>> CatalogIntake::RegistersOf(const LogBatch& batch) const {
  std::vector<Register> registers;
  std::string_view rest = batch.changes;
  while (!rest.empty()) {
    TRY(const auto taken, TakeChange(&rest));
    if (taken.header.sequence <= received_.sequence) continue;
    TRY(const auto change, taken.change);
    if (change.kind != ChangeKind::kCatalog) {
      return Error{Errc::kUnsupported, "The control log has a change of an unknown kind"};
    }
    registers.insert(registers.end(), change.registers.begin(), change.registers.end());
  }
  return registers;
}

void CatalogIntake::Pump() {
  if (flying_ || queue_.empty() || !owner_.MayApply()) return;
  flying_ = true;
  Apply();
}

void CatalogIntake::Apply() {
  const Message& next = queue_.front();
  ports_.store.ApplyRegisters(
      next.registers,
      {.source = next.position.origin.region, .position = next.position, .stream = false},
      tether_.Bring<Status>([this](Status status) {
        if (!status) {
          LogWarn("replicator.catalog_failed",
                  {{"source", applied_.origin.region}, {"cause", status.error().message}});
          return tether_.After(ports_.options.retry_delay, [this] { Apply(); });
        }
        const size_t count = queue_.front().registers.size();
        applied_ = queue_.front().position;
        queue_.pop_front();
        flying_ = false;
        owner_.OnApplied(kControlPartition, applied_.sequence, count);
        Pump();
      }));
}

}  // namespace meridian
