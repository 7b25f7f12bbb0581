// Indices, int32, or int64 where `wide`, and whether they are inside.

__device__ __forceinline__ long long index_at(const void* index, int wide, long long place) {
    return wide ? ((const long long*) index)[place] : ((const int*) index)[place];
}

// Whether an index is inside [0, size). The first that is not is left where the host looks: ticket, place, index, size.
__device__ __forceinline__ bool is_inside(long long chosen, long long size, long long place,
        unsigned long long* fault, unsigned long long ticket) {
    if (chosen >= 0 && chosen < size) {
        return true;
    }
    if (atomicCAS(fault, 0ull, ticket) == 0) {
        fault[1] = (unsigned long long) place;
        fault[2] = (unsigned long long) chosen;
        fault[3] = (unsigned long long) size;
    }
    return false;
}

