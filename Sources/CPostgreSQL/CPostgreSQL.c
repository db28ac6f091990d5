#include "CPostgreSQL.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

static LibPQ functions;
static const LibPQ *loaded;

static void load(void) {
    void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (!library) return;
#define LOAD(name) if (!(functions.name = dlsym(library, "PQ" #name))) return
    LOAD(conninfoParse);
    LOAD(conninfoFree);
    LOAD(conninfo);
    LOAD(freemem);
    LOAD(connectStartParams);
    LOAD(connectPoll);
    LOAD(connectionNeedsPassword);
    LOAD(status);
    LOAD(errorMessage);
    LOAD(socket);
    LOAD(backendPID);
    LOAD(setErrorVerbosity);
    LOAD(setnonblocking);
    LOAD(setNoticeReceiver);
    LOAD(sendQuery);
    LOAD(sendQueryParams);
    LOAD(putCopyData);
    LOAD(putCopyEnd);
    LOAD(notifies);
    LOAD(flush);
    LOAD(consumeInput);
    LOAD(isBusy);
    LOAD(getResult);
    LOAD(resultStatus);
    LOAD(resultErrorField);
    LOAD(ntuples);
    LOAD(nfields);
    LOAD(fname);
    LOAD(ftype);
    LOAD(getisnull);
    LOAD(getvalue);
    LOAD(getlength);
    LOAD(cmdTuples);
    LOAD(cmdStatus);
    LOAD(clear);
    LOAD(finish);
#undef LOAD
    // Since version 14; without them each statement waits for its answer.
    functions.enterPipelineMode = dlsym(library, "PQenterPipelineMode");
    functions.exitPipelineMode = dlsym(library, "PQexitPipelineMode");
    functions.pipelineSync = dlsym(library, "PQpipelineSync");
    loaded = &functions;
}

const LibPQ *libpq(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return loaded;
}
