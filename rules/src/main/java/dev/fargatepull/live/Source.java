package dev.fargatepull.live;

/** Somebody to ask for evidence. */
interface Source {

    /**
     * Adds what is asked for and still missing. What a service says is not there becomes evidence as well; what it
     * denies is noted; what fails otherwise is thrown, since judging without it would be a guess.
     */
    void addTo(Gathering gathering);
}
