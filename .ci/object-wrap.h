// Included before better-sqlite3's own source where it is compiled. On the 24 line, headers from 24.19 on have `ObjectWrap` take back a cleanup
// hook whenever an object is collected, which aborts the process where no context is entered (https://github.com/nodejs/node/issues/65446).
// Here it gives none and takes none back, as in every version before. Does nothing where the headers name no hook.
#include <node.h>

namespace node {
inline void GiveNoHook(v8::Isolate*, void (*)(void*), void*) {}
}  // namespace node

#define AddEnvironmentCleanupHook GiveNoHook
#define RemoveEnvironmentCleanupHook GiveNoHook
#include <node_object_wrap.h>
#undef AddEnvironmentCleanupHook
#undef RemoveEnvironmentCleanupHook
