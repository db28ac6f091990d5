#ifndef ACCOUNT_SYNC_CPOSTGRESQL_H
#define ACCOUNT_SYNC_CPOSTGRESQL_H

#include <postgresql/libpq-fe.h>

/// What of libpq the store of a team needs. It is loaded when it is first asked for, so that a program that opens a
/// folder neither waits for the libraries that libpq brings along, nor needs them to be there.
typedef struct {
    __typeof__(&PQconninfoParse) conninfoParse;
    __typeof__(&PQconninfoFree) conninfoFree;
    __typeof__(&PQconninfo) conninfo;
    __typeof__(&PQfreemem) freemem;
    __typeof__(&PQconnectStartParams) connectStartParams;
    __typeof__(&PQconnectPoll) connectPoll;
    __typeof__(&PQconnectionNeedsPassword) connectionNeedsPassword;
    __typeof__(&PQstatus) status;
    __typeof__(&PQerrorMessage) errorMessage;
    __typeof__(&PQsocket) socket;
    __typeof__(&PQbackendPID) backendPID;
    __typeof__(&PQsetErrorVerbosity) setErrorVerbosity;
    __typeof__(&PQsetnonblocking) setnonblocking;
    __typeof__(&PQsetNoticeReceiver) setNoticeReceiver;
    __typeof__(&PQsendQuery) sendQuery;
    __typeof__(&PQsendQueryParams) sendQueryParams;
    __typeof__(&PQputCopyData) putCopyData;
    __typeof__(&PQputCopyEnd) putCopyEnd;
    __typeof__(&PQnotifies) notifies;
    __typeof__(&PQflush) flush;
    __typeof__(&PQconsumeInput) consumeInput;
    __typeof__(&PQisBusy) isBusy;
    __typeof__(&PQgetResult) getResult;
    __typeof__(&PQresultStatus) resultStatus;
    __typeof__(&PQresultErrorField) resultErrorField;
    __typeof__(&PQntuples) ntuples;
    __typeof__(&PQnfields) nfields;
    __typeof__(&PQfname) fname;
    __typeof__(&PQftype) ftype;
    __typeof__(&PQgetisnull) getisnull;
    __typeof__(&PQgetvalue) getvalue;
    __typeof__(&PQgetlength) getlength;
    __typeof__(&PQcmdTuples) cmdTuples;
    __typeof__(&PQcmdStatus) cmdStatus;
    __typeof__(&PQclear) clear;
    __typeof__(&PQfinish) finish;
    /// These three are NULL where libpq is older than version 14.
    __typeof__(&PQenterPipelineMode) enterPipelineMode;
    __typeof__(&PQexitPipelineMode) exitPipelineMode;
    __typeof__(&PQpipelineSync) pipelineSync;
} LibPQ;

/// libpq; NULL if it is not installed, or a function is missing.
const LibPQ *libpq(void);

#endif
