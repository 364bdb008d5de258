#include "storage/engine/compaction_env.h"

#include <sys/resource.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace meridian {
namespace {

// Of nice(2): about half the share of a thread that serves clients.
constexpr int kNiceness = 3;

class CompactionEnv final : public leveldb::EnvWrapper {
 public:
  CompactionEnv() : EnvWrapper(leveldb::Env::Default()), thread_([this] { Run(); }) {}

  ~CompactionEnv() override {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }

  void Schedule(void (*work)(void*), void* argument) override {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back({work, argument});
    }
    changed_.notify_one();
  }

 private:
  struct Work {
    void (*run)(void*);
    void* argument;
  };

  void Run() {
    pthread_setname_np(pthread_self(), "compaction");
    // Linux takes 0 for the calling thread.
    setpriority(PRIO_PROCESS, 0, kNiceness);
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      const Work work = waiting_.front();
      waiting_.pop_front();
      lock.unlock();
      work.run(work.argument);
      lock.lock();
    }
  }

  std::mutex mutex_;  // Guards the queue and stopped_.
  std::condition_variable changed_;
  std::deque<Work> waiting_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<leveldb::Env> MakeCompactionEnv() { return std::make_unique<CompactionEnv>(); }

}  // namespace meridian
